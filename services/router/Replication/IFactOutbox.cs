using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>Where facts of this replica go to reach the others. Called under the router's lock: it only remembers.</summary>
internal interface IFactOutbox
{
    void Add(Fact fact);
}
