using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.State;

/// <summary>
/// The one way in for facts this replica states itself: applied here at once, told to the others soon. Where there are no others
/// a turn's facts are not kept by anybody, and the same few objects state those of every turn.
/// </summary>
internal sealed class FactJournal(RouterState state, IFactOutbox outbox)
{
    private readonly bool _tellsLeases = outbox.Takes(Fact.KindOneofCase.Lease);
    private readonly bool _tellsUsage = outbox.Takes(Fact.KindOneofCase.Usage);
    private readonly bool _tellsOutcomes = outbox.Takes(Fact.KindOneofCase.Outcome);
    private readonly bool _tellsPins = outbox.Takes(Fact.KindOneofCase.Pin);
    private readonly LeaseFact _closing = new();
    private readonly UsageFact _usage = new();
    private readonly OutcomeFact _outcome = new();

    public void State(Fact fact, long now)
    {
        if (state.Apply(fact, now))
            outbox.Add(fact);
    }

    public void State(LeaseFact fact, long now)
    {
        if (state.Leases.Apply(fact, now) && _tellsLeases)
            outbox.Add(new Fact { Lease = fact });
    }

    public void State(UsageFact fact, long now)
    {
        if (state.Usage.Apply(fact, now) && _tellsUsage)
            outbox.Add(new Fact { Usage = fact });
    }

    public void State(OutcomeFact fact, long now)
    {
        if (state.Apply(fact) && _tellsOutcomes)
            outbox.Add(new Fact { Outcome = fact });
    }

    public void State(PinFact fact, long now)
    {
        if (state.Pins.Apply(fact, now) && _tellsPins)
            outbox.Add(new Fact { Pin = fact });
    }

    /// <summary>To be filled in whole and stated before the next.</summary>
    public UsageFact Usage() => _tellsUsage ? new UsageFact() : _usage;

    /// <summary>To be filled in whole and stated before the next.</summary>
    public OutcomeFact Outcome() => _tellsOutcomes ? new OutcomeFact() : _outcome;

    /// <summary>A reading of the lease to be stated as its end before the next: whole only if others are told.</summary>
    public LeaseFact Closing(LeaseFact fact, long now)
    {
        var closing = _tellsLeases ? fact.Clone() : _closing;
        closing.TurnHigh = fact.TurnHigh;
        closing.TurnLow = fact.TurnLow;
        closing.Attempt = fact.Attempt;
        closing.OpenedAtMs = fact.OpenedAtMs;
        closing.ExpiresAtMs = fact.ExpiresAtMs;
        closing.ClosedAtMs = now;
        return closing;
    }
}
