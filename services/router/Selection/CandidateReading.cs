using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>What the gates that do not depend on the turn say about a candidate, and until when they say it.</summary>
internal readonly record struct CandidateReading(
    int Version,
    long RecheckAt,
    ExclusionReason Block,
    long BlockedUntil,
    bool BlockAuthoritative,
    QuotaState Quota,
    float Headroom,
    long ResetsAt,
    bool Demoted,
    bool HalfOpen,
    bool OwnerHours)
{
    public static readonly CandidateReading Unread =
        new(-1, 0, ExclusionReason.None, 0, false, QuotaState.Unspecified, 0, 0, false, false, false);
}
