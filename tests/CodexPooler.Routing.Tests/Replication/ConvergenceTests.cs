using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Replication;

public sealed class ConvergenceTests
{
    [Fact]
    public void Replicas_AfterWorkOnAll_HoldEqualViews()
    {
        var cluster = Cluster();
        Work(cluster);

        cluster.Settle();

        cluster.Digests().Count().ShouldBe(1);
        cluster.Replicas.ShouldAllBe(r => r.Core.OpenLeases == 30);
    }

    [Fact]
    public void Replica_CutOffAndBack_TellsAndLearnsWhatItMissed()
    {
        var cluster = Cluster();
        cluster.Cut(cluster.Replicas[1]);
        Work(cluster);
        cluster.Settle();
        cluster.Digests().Count().ShouldBeGreaterThan(1);

        cluster.Heal();

        cluster.Digests().Count().ShouldBe(1);
        cluster.Replicas.ShouldAllBe(r => r.Core.OpenLeases == 30);
    }

    [Fact]
    public void Batch_LostOnTheWay_IsMissedAndFetched()
    {
        var cluster = Cluster();
        cluster.Replicas[0].Select();
        cluster.Replicas[0].Replicator.Next().ShouldNotBeNull().Facts.ShouldNotBeEmpty();
        cluster.Replicas[0].Select();

        cluster.Settle();

        cluster.Replicas.ShouldAllBe(r => r.Core.OpenLeases == 2);
        cluster.Digests().Count().ShouldBe(1);
    }

    [Fact]
    public void Outbox_WhileTheBrokerIsAway_NeverHoldsMoreThanTheState()
    {
        var cluster = Cluster();
        var replica = cluster.Replicas[0];
        cluster.Cut(replica);
        for (var i = 0; i < 500; i++)
        {
            var lease = replica.Select(r => r.Continuity.Add(Told.Anchor(PinKind.Session, 4))).Lease;
            replica.Core.Close(new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded });
        }

        // One a lease, and one each for the pin, the successes and the two usage buckets.
        replica.Outbox.Waiting.ShouldBeInRange(500, 515);
    }

    [Fact]
    public void Outbox_WhileTheBrokerIsAwayForHours_ForgetsTheTurnsThatNobodyWouldHearOf()
    {
        var cluster = Cluster();
        var replica = cluster.Replicas[0];
        cluster.Cut(replica);
        // Three hundred a minute for an hour and a half.
        for (var turn = 0; turn < 25_000; turn++)
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(200));
            var lease = replica.Select().Lease;
            replica.Core.Close(new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Neutral });
        }

        replica.Outbox.Waiting.ShouldBeLessThan(7000);
        cluster.Heal();
        cluster.Digests().Count().ShouldBe(1);
    }

    [Fact]
    public void Peer_ThatSaysGoodbye_NoLongerSharesLimits()
    {
        var cluster = Cluster();
        var replicator = cluster.Replicas[0].Replicator;
        replicator.Peers().Count.ShouldBe(2);

        replicator.Hear(cluster.Replicas[1].Replicator.Farewell());

        replicator.Peers().Select(p => p.Origin).ShouldBe(["r3"]);
    }

    [Fact]
    public void Peer_SilentWhileTheBrokerWorks_IsForgotten()
    {
        var cluster = Cluster();
        cluster.Time.Advance(TimeSpan.FromSeconds(11));
        cluster.Replicas[0].Replicator.Next();

        cluster.Replicas[0].Replicator.Peers().ShouldBeEmpty();
    }

    private static ReplicaCluster Cluster() => new(3, new DirectoryBuilder().Accounts(5), seed: 3);

    private static void Work(ReplicaCluster cluster)
    {
        for (var i = 0; i < 30; i++)
            cluster.Replicas[i % 3].Select().Lease.ShouldNotBeNull();
    }
}
