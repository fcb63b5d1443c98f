using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Faults;

namespace CodexPooler.Routing.Selection;

/// <summary>Nobody can serve: says why in the way that helps most, which is what would have to change first.</summary>
internal static class RefusalJudge
{
    private const long OverloadWaitMs = 1000;

    public static Refusal Judge(CandidateView view, ReadOnlySpan<DecisionRow> rows, PinResolution pins, ulong turn, long now)
    {
        var tally = new RefusalTally(view, rows, pins, now);
        var refusal = pins.HardAccount is null ? Of(tally, view, turn) : Pinned(tally, view, pins, turn);
        refusal.Exclusions.AddRange(tally.Counts());
        return refusal;
    }

    private static Refusal Pinned(RefusalTally tally, CandidateView view, PinResolution pins, ulong turn)
    {
        // Its own account used up: the client must hear of the limit and its reset, not of a lost conversation.
        var refusal = tally.Others == 0 && tally.Any(ExclusionReason.QuotaExhausted)
            ? Of(tally, view, turn)
            : RefusalCatalog.Build(RefusalCode.PinnedUnavailable, retryAfterMs: 0, detail: Because(pins.HardKind));
        if (refusal.Code == RefusalCode.PinnedUnavailable && pins.HardKind == PinKind.File)
            refusal.Recovery = Recovery.ChangeRequest;
        return refusal;
    }

    private static Refusal Of(RefusalTally tally, CandidateView view, ulong turn)
    {
        if (view.Candidates.Length == 0)
            return RefusalCatalog.Build(RefusalCode.PoolEmpty);
        if (tally.Any(ExclusionReason.ConcurrencyFull))
            return RefusalCatalog.Build(RefusalCode.LocalOverload, 0, Jittered(OverloadWaitMs, turn));
        if (tally.SoonestRecovery > 0 || tally.Any(ExclusionReason.ProbeTaken)
            || tally.Any(ExclusionReason.AlreadyFailedThisTurn))
            return RefusalCatalog.Build(RefusalCode.TemporarilyUnavailable, 0, Jittered(tally.RecoveryWaitMs, turn));
        if (tally.Any(ExclusionReason.QuotaExhausted))
            return RefusalCatalog.Build(RefusalCode.UsageLimitReached, tally.EarliestReset);
        if (tally.Any(ExclusionReason.QuotaEvidenceStale) || tally.Any(ExclusionReason.QuotaEvidenceMissing))
            return RefusalCatalog.Build(RefusalCode.QuotaEvidenceMissing, 0, Jittered(OverloadWaitMs, turn));
        if (tally.Any(ExclusionReason.OwnerReserve) || tally.Any(ExclusionReason.OwnerHours)
            || tally.Any(ExclusionReason.OwnerOnly))
            return RefusalCatalog.Build(RefusalCode.ReservedByOwners);
        if (tally.Any(ExclusionReason.CapabilityMissing) || tally.Any(ExclusionReason.TierUnsupported))
            return RefusalCatalog.Build(RefusalCode.NoAccountSupportsRequest);
        return RefusalCatalog.Build(
            tally.Any(ExclusionReason.ModelUnsupported)
                ? RefusalCode.NoAccountSupportsModel : RefusalCode.AllAccountsNeedAttention);
    }

    private static long Jittered(long ms, ulong turn) =>
        (long)Backoff.Jittered(TimeSpan.FromMilliseconds(ms), turn).TotalMilliseconds;

    private static string Because(PinKind kind) => kind switch
    {
        PinKind.PreviousResponse => "(It continues an earlier response.)",
        PinKind.File => "(It refers to a file; upload the file again.)",
        PinKind.EncryptedContent => "(It carries reasoning only that account can read.)",
        _ => "(Its connection belongs to that account.)",
    };
}
