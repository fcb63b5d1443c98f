using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Gates;

/// <summary>The hard gates that depend on the turn, for a candidate that all others let through.</summary>
internal static class TurnGate
{
    public static ExclusionReason Check(Candidate candidate, TurnRequest turn, PinResolution pins, int probes)
    {
        if (pins.HardAccount is { } pinned && candidate.Account.Id != pinned)
            return ExclusionReason.PinnedElsewhere;
        if (candidate.Reading.HalfOpen && candidate.Circuit.OpenProbes >= probes)
            return ExclusionReason.ProbeTaken;
        if (candidate.MaxConcurrency > 0 && candidate.State.InFlight >= candidate.MaxConcurrency)
            return ExclusionReason.ConcurrencyFull;
        if ((turn.Capabilities & ~candidate.Capabilities) != 0 || (turn.Effort & ~candidate.Efforts) != 0)
            return ExclusionReason.CapabilityMissing;
        if (turn.Tier.Length > 0 && !Tiers.Offers(candidate, turn.Tier))
            return ExclusionReason.TierUnsupported;
        if (turn.Message.EarlierAttempts.Count > 0 && Failed(candidate, turn))
            return ExclusionReason.AlreadyFailedThisTurn;
        return Owner(candidate, turn);
    }

    private static ExclusionReason Owner(Candidate candidate, TurnRequest turn)
    {
        var account = candidate.Account;
        if (account.Owner.Length == 0 || candidate.OwnedBy(turn.Owner))
            return ExclusionReason.None;
        if (turn.Pool.OwnerOnly)
            return ExclusionReason.OwnerOnly;
        if (candidate.Reading.OwnerHours)
            return ExclusionReason.OwnerHours;
        return account.ReservePercent > 0 && candidate.Reading.Headroom <= account.ReservePercent
            ? ExclusionReason.OwnerReserve
            : ExclusionReason.None;
    }

    private static bool Failed(Candidate candidate, TurnRequest turn)
    {
        for (var i = 0; i < turn.FailedAccounts.Count; i++)
        {
            if (turn.FailedAccounts[i] == candidate.Account.Id)
                return true;
        }

        return false;
    }
}
