using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>Where facts of this replica go to reach the others. Called under the router's lock: it only remembers.</summary>
internal interface IFactOutbox
{
    /// <summary>Whether it takes facts of this kind, as it says once and for all.</summary>
    bool Takes(Fact.KindOneofCase kind) => true;

    void Add(Fact fact);
}
