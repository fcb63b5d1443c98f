using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using CodexPooler.Testing.Time;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>One of several replicas, with the real conversation between them and a wire the test owns.</summary>
internal sealed class ReplicaRig
{
    public ReplicaRig(string name, ManualTimeProvider time, DirectoryBuilder directory)
    {
        Name = name;
        Outbox = new FactOutbox(Options.Leases, time);
        Core = new RouterCore(Options, name, Outbox, time);
        Core.Adopt(directory.Build());
        Replicator = new Replicator(Core, Outbox, Options.Replication, time);
    }

    public string Name { get; }

    public RoutingOptions Options { get; } = new() { Decisions = { Kept = 16, Rows = 1024 } };

    public FactOutbox Outbox { get; }

    public RouterCore Core { get; }

    public Replicator Replicator { get; }

    public SelectReply Select(Action<SelectRequest>? change = null)
    {
        var turn = Guid.CreateVersion7().ToString();
        var request = new SelectRequest
        {
            TurnId = turn,
            Attempt = 1,
            PoolId = RouterRig.Pool,
            KeyId = RouterRig.Key,
            Model = RouterRig.Model,
            RouteClass = RouteClass.Responses,
        };
        change?.Invoke(request);
        return TurnId.TryParse(turn, out var id)
            ? Core.Select(request, new LeaseId(id, 1))
            : throw new InvalidOperationException("No UUID.");
    }
}
