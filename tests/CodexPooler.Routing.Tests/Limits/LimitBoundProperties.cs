using CodexPooler.Contracts.Directory.V1;
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
