using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// A lease nobody closed, as this replica knows it: the merged fact, and whether it is counted as open right now.
/// </summary>
internal sealed class TurnLease(LeaseFact fact)
{
    public LeaseFact Fact { get; set; } = fact;

    /// <summary>What the edge was told, on the replica that told it.</summary>
    public Lease? Told { get; set; }

    public bool Counted { get; set; }

    /// <summary>
    /// Ended by its time while its router could not be heard: what it reserved counts on until it can, for it may have been used.
    /// </summary>
    public bool Reserves { get; set; }

    /// <summary>Has its one entry among the expiries; renewals move it lazily.</summary>
    public bool Queued { get; set; }

    /// <summary>When its time was last found to be over; it is forgotten a while after.</summary>
    public long EndedAt { get; set; }

    public LeaseStatus StatusAt(long now) => Fact.ExpiresAtMs <= now ? LeaseStatus.Expired : LeaseStatus.Alive;
}
