using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.State;

/// <summary>The one way in for facts this replica states itself: applied here at once, told to the others soon.</summary>
internal sealed class FactJournal(RouterState state, IFactOutbox outbox)
{
    public void State(Fact fact, long now)
    {
        if (state.Apply(fact, now))
            outbox.Add(fact);
    }
}
