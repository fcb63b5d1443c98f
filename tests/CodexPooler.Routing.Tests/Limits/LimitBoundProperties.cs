using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Limits;

/// <summary>
/// The bound of docs/limits.md: with N replicas a limit L is exceeded by at most N - 1 turns of the largest size.
/// </summary>
public sealed class LimitBoundProperties
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Requests_UnderLateAndMixedMessages_StayWithinTheBound(int replicas)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var served = Run(replicas, seed, new KeyLimits { RequestsPerDay = 100 }, _ => 1, cut: false);

            served.ShouldBeInRange(100, 100 + replicas - 1, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Tokens_UnderLateAndMixedMessages_StayWithinTheBound(int replicas)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var served = Run(replicas, seed, new KeyLimits { TokensPerDay = 10_000 }, random => random.Next(1, 500), cut: false);

            served.ShouldBeLessThanOrEqualTo(10_000 + ((replicas - 1) * 499), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Requests_AcrossAPartition_StayWithinTheBound(int replicas)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var served = Run(replicas, seed, new KeyLimits { RequestsPerDay = 100 }, _ => 1, cut: true);

            served.ShouldBeLessThanOrEqualTo(100 + replicas - 1, $"seed {seed}");
        }
    }

    [Fact]
    public void Tokens_OfTurnsOpenAcrossALongPartition_StayReserved()
    {
        var cluster = new ReplicaCluster(2, new DirectoryBuilder().Accounts(3).Limits(new() { TokensPerDay = 10_000 }), seed: 1);
        var (alone, busy) = (cluster.Replicas[0], cluster.Replicas[1]);
        var open = new List<string>();
        while (open.Count < 12)
        {
            open.Add(Ask(busy, 500).Lease.LeaseId);
            cluster.Settle();
        }

        cluster.Cut(alone);
        // Longer than a lease lives unrenewed; the one that is cut off hears of no renewal.
        for (var i = 0; i < 9; i++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(20));
            busy.Core.Renew(new RenewLeasesRequest { LeaseIds = { open } });
        }

        var served = 6000 + Admitted(alone, 500) + Admitted(busy, 500);

        served.ShouldBeInRange(6500, 10_500);
        open.ForEach(id => busy.Core.Close(
            new CloseRequest { LeaseId = id, Outcome = TurnOutcome.Succeeded, Usage = new TokenUsage { Input = 100 } }));
        cluster.Heal();
        cluster.Digests().Count().ShouldBe(1);
        // What was not used after all is free again on both.
        Ask(alone, 10_000 - 1200 - (served - 6000)).Lease.ShouldNotBeNull();
    }

    [Fact]
    public void Requests_OfARouterThatComesBackAfterLong_WaitForWhatTheOthersServed()
    {
        var limits = new KeyLimits { RequestsPerDay = 100 };
        var cluster = new ReplicaCluster(2, new DirectoryBuilder().Accounts(3).Limits(limits), seed: 1);
        cluster.Cut(cluster.Replicas[0]);
        var served = Admitted(cluster.Replicas[1], 0);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));

        // The broker is back, and nothing was heard over it yet.
        cluster.Replicas[0].Replicator.Connect(true);
        cluster.Replicas[0].Replicator.Next();
        served += Admitted(cluster.Replicas[0], 0);

        served.ShouldBeLessThanOrEqualTo(101);
    }

    private static SelectReply Ask(ReplicaRig replica, long tokens) => replica.Select(r => r.EstimatedInputTokens = tokens);

    private static long Admitted(ReplicaRig replica, long tokens)
    {
        var admitted = 0L;
        while (Ask(replica, tokens).Lease is not null)
            admitted += Math.Max(1, tokens);
        return admitted;
    }

    private static long Run(int replicas, int seed, KeyLimits limits, Func<Random, int> size, bool cut)
    {
        var random = new Random(seed);
        var cluster = new ReplicaCluster(replicas, new DirectoryBuilder().Accounts(3).Limits(limits), seed);
        var byTokens = limits.TokensPerDay > 0;
        var served = 0L;
        for (var step = 0; step < 3000; step++)
        {
            if (cut && step is 400 or 1400)
                Partition(cluster, random, step == 400);
            switch (random.Next(6))
            {
                case < 2:
                    cluster.DeliverOne();
                    break;
                case 2:
                    cluster.Time.Advance(TimeSpan.FromMilliseconds(10));
                    cluster.Speak();
                    break;
                default:
                    var tokens = size(random);
                    var replica = cluster.Replicas[random.Next(replicas)];
                    if (replica.Select(r => r.EstimatedInputTokens = byTokens ? tokens : 0).Lease is not null)
                        served += tokens;
                    break;
            }
        }

        // What is left when all is told can be used by anyone: the division costs nobody their limit.
        cluster.Settle();
        while (!cut && !byTokens && cluster.Replicas[0].Select().Lease is not null)
        {
            served++;
            cluster.Settle();
        }

        return served;
    }

    private static void Partition(ReplicaCluster cluster, Random random, bool begins)
    {
        if (begins)
            cluster.Cut(cluster.Replicas[random.Next(cluster.Replicas.Count)]);
        else
            cluster.Heal();
    }
}
