using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Replication;

public sealed class ReplicationServiceTests
{
    private const int BrokerLost = 2102;
    private const int FactsDropped = 2104;

    [Fact]
    public async Task Broker_AwayForLong_IsSaidOnceAndThatFactsAreDroppedOnce()
    {
        await using var broker = new DeafBroker();
        var rig = new ReplicaRig("r1", new ManualTimeProvider(), new DirectoryBuilder().Accounts(1));
        rig.Options.Replication.Broker = broker.Address;
        var log = new HeardLog<ReplicationService>();
        using var service = new ReplicationService(rig.Replicator, rig.Options, TimeProvider.System, log);
        await service.StartAsync(default);
        await Eventually.TrueAsync(() => broker.Calls > 1, "it comes back");
        log.Times(FactsDropped).ShouldBe(0);

        Fail(rig, 0);
        await Eventually.TrueAsync(() => log.Times(FactsDropped) > 0, "it says what it drops");
        Fail(rig, 30_000);
        var seen = broker.Calls;
        await Eventually.TrueAsync(() => broker.Calls > seen + 2, "it comes back again");
        await service.StopAsync(default);

        (log.Times(BrokerLost), log.Times(FactsDropped)).ShouldBe((1, 1));
    }

    private static void Fail(ReplicaRig rig, int from)
    {
        foreach (var turn in Enumerable.Range(from, 30_000))
        {
            rig.Outbox.Add(new Fact
            {
                Outcome = new OutcomeFact { AccountId = "account-1", Model = "one", TurnLow = (ulong)turn, ObservedAtMs = turn },
            });
        }
    }
}
