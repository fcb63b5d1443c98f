using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Serving;

/// <summary>What a turn costs the collector of the process that the router shares with an edge.</summary>
public sealed class TurnGarbageTests
{
    private const int Turns = 3000;

    [Fact]
    public void SelectAndClose_WithoutPeers_AllocateLittle()
    {
        var core = new RouterCore(new RoutingOptions(), "r1", new OutboxFanOut([]), new ManualTimeProvider());
        core.Adopt(new DirectoryBuilder().Accounts(3).Build());
        Run(core, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(core, Turns);
        var own = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < Turns; turn++)
            _ = (Ask(turn, out _), End(""));
        var asking = GC.GetAllocatedBytesForCurrentThread() - before;

        ((own - asking) / Turns).ShouldBeLessThan(1100);
    }

    private static void Run(RouterCore core, int first)
    {
        for (var turn = first; turn < first + Turns; turn++)
        {
            var reply = core.Select(Ask(turn, out var id), id);
            if (core.Close(End(reply.Lease.LeaseId)).Status != LeaseStatus.Alive)
                throw new InvalidOperationException("The turn was over before it was.");
        }
    }

    private static SelectRequest Ask(int turn, out LeaseId id)
    {
        id = new LeaseId(new TurnId(0x0190_0000_0000_7000, (ulong)turn), 1);
        return new SelectRequest
        {
            TurnId = id.Turn.ToString(),
            Attempt = 1,
            PoolId = RouterRig.Pool,
            KeyId = RouterRig.Key,
            Model = RouterRig.Model,
            RouteClass = RouteClass.Responses,
        };
    }

    private static CloseRequest End(string lease) => new()
    {
        LeaseId = lease,
        Outcome = TurnOutcome.Succeeded,
        Usage = new TokenUsage { Input = 10, Output = 10 },
    };
}
