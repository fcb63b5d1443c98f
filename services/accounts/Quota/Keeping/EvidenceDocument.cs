using CodexPooler.Accounts.Quota.Evidence;

namespace CodexPooler.Accounts.Quota.Keeping;

/// <summary>Evidence as it is stored.</summary>
internal sealed record EvidenceDocument(
    IReadOnlyList<QuotaReading> Readings,
    Stamped? Plan,
    Stamped? Credits,
    Stamped? LimitReached,
    Stamped? SavedResets,
    long RedeemedAtMs)
{
    public static EvidenceDocument Of(AccountEvidence evidence) => new(
        [.. evidence.Readings], evidence.Plan, evidence.Credits, evidence.LimitReached,
        evidence.SavedResets, evidence.RedeemedAtMs);

    public AccountEvidence ToEvidence() => AccountEvidence.None.Add(Readings) with
    {
        Plan = Plan,
        Credits = Credits,
        LimitReached = LimitReached,
        SavedResets = SavedResets,
        RedeemedAtMs = RedeemedAtMs,
    };
}
