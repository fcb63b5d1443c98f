using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Strategies;

/// <summary>Every strategy over one fleet: weights 1 to 5, 100 to 20 percent left, resets in five hours to one.</summary>
public sealed class DistributionTests
{
    private const int Turns = 20_000;
    private const int Accounts = 5;

    public static TheoryData<RoutingStrategy> Strategies =>
        [.. Enum.GetValues<RoutingStrategy>().Where(s => s != RoutingStrategy.Unspecified)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Shares_OfEveryStrategy_AreWithinWhatTheDocumentStates(RoutingStrategy strategy)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(strategy.ToString());
        var expected = Expected(strategy);

        var served = Served(strategy);

        for (var i = 0; i < Accounts; i++)
        {
            var off = 100 * Math.Abs((served.GetValueOrDefault(DirectoryBuilder.Name(i)) / (double)Turns) - expected[i]);
            off.ShouldBeLessThanOrEqualTo(StatedError.Of($"| `{name}` |") + 1e-9, DirectoryBuilder.Name(i));
        }
    }

    private static double[] Expected(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.Weighted => [1 / 15.0, 2 / 15.0, 3 / 15.0, 4 / 15.0, 5 / 15.0],
        RoutingStrategy.CapacityWeighted => [100 / 700.0, 160 / 700.0, 180 / 700.0, 160 / 700.0, 100 / 700.0],
        RoutingStrategy.FillFirst or RoutingStrategy.QuotaFirst => [1, 0, 0, 0, 0],
        RoutingStrategy.ResetDrain => [0, 0, 0, 0, 1],
        _ => [0.2, 0.2, 0.2, 0.2, 0.2],
    };

    private static Dictionary<string, int> Served(RoutingStrategy strategy)
    {
        var weight = 0;
        var rig = new RouterRig(d => d.Accounts(Accounts, a => a.Weight = ++weight).Strategy(strategy));
        for (var i = 0; i < Accounts; i++)
            rig.Quota(DirectoryBuilder.Name(i), 20 * i, resetsInMs: (Accounts - i) * 3_600_000L);
        var served = new Dictionary<string, int>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var lease = rig.Leased();
            served[lease.AccountId] = served.GetValueOrDefault(lease.AccountId) + 1;
            rig.Succeed(lease);
            rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return served;
    }
}
