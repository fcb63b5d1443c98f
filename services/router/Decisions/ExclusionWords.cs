using System.Collections.Frozen;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Decisions;

internal static class ExclusionWords
{
    private static readonly FrozenDictionary<ExclusionReason, string> Words = new Dictionary<ExclusionReason, string>
    {
        [ExclusionReason.AccountDisabled] = "paused or disabled",
        [ExclusionReason.AccountNeedsAttention] = "needs someone to sign in again",
        [ExclusionReason.AccountDraining] = "being drained",
        [ExclusionReason.MembershipDisabled] = "switched off in this Pool",
        [ExclusionReason.ModelUnsupported] = "does not offer the model",
        [ExclusionReason.CapabilityMissing] = "cannot take this kind of input or effort",
        [ExclusionReason.TierUnsupported] = "does not offer the service tier",
        [ExclusionReason.CatalogCohort] = "describes the model differently from the accounts this client was shown",
        [ExclusionReason.QuotaExhausted] = "out of quota",
        [ExclusionReason.QuotaEvidenceStale] = "quota evidence too old",
        [ExclusionReason.QuotaEvidenceMissing] = "no quota evidence",
        [ExclusionReason.CoolingDown] = "cooling down after a fault",
        [ExclusionReason.CircuitOpen] = "circuit open after repeated failures",
        [ExclusionReason.ProbeTaken] = "another turn is probing it",
        [ExclusionReason.OwnerReserve] = "the rest is its owner's reserve",
        [ExclusionReason.OwnerHours] = "within its owner's hours",
        [ExclusionReason.OwnerOnly] = "serves only its owner",
        [ExclusionReason.ConcurrencyFull] = "all its places taken",
        [ExclusionReason.PinnedElsewhere] = "the conversation lives on another account",
        [ExclusionReason.AlreadyFailedThisTurn] = "already failed in this turn",
        [ExclusionReason.LowerPriorityTier] = "in a lower priority tier",
        [ExclusionReason.OutsideRing] = "outside this turn's ring",
        [ExclusionReason.ZeroWeight] = "has no weight",
    }.ToFrozenDictionary();

    public static string Of(ExclusionReason reason) => Words.GetValueOrDefault(reason, "could serve");
}
