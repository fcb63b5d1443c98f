using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Strategies;

public sealed class StrategyTests
{
    [Fact]
    public void BridgeRing_BusyAccount_GivesWayToTheNextOfItsRingOnly()
    {
        var rig = Rig(RoutingStrategy.BridgeRing, d => d.Accounts(9));
        var session = Told.Anchor(PinKind.Session, 12);
        var served = Enumerable.Range(0, 60).Select(_ => rig.Leased(r => r.Continuity.Add(session)).AccountId).ToList();

        served.Distinct().Count().ShouldBe(3);
        served.GroupBy(a => a).ShouldAllBe(g => g.Count() >= 10);
    }

    [Fact]
    public void RoundRobin_AnyNumberOfTurns_IsExact()
    {
        var rig = new RouterRig(d => d.Accounts(5).Strategy(RoutingStrategy.RoundRobin));

        var served = Enumerable.Range(0, 50).Select(_ => rig.Leased().AccountId).ToList();

        served.GroupBy(a => a).ShouldAllBe(g => g.Count() == 10);
        served.Zip(served.Skip(1)).ShouldAllBe(pair => pair.First != pair.Second);
    }

    [Fact]
    public void FillFirst_FirstAccountAble_TakesAll()
    {
        var rig = Rig(RoutingStrategy.FillFirst, d => d.Accounts(3));

        Enumerable.Range(0, 50).Select(_ => rig.Leased().AccountId).ShouldAllBe(a => a == DirectoryBuilder.Name(0));
        rig.Quota(DirectoryBuilder.Name(0), 100);
        rig.Leased().AccountId.ShouldBe(DirectoryBuilder.Name(1));
    }

    [Fact]
    public void LeastRecentSuccess_TakesTheOldestSuccess()
    {
        var rig = Rig(RoutingStrategy.LeastRecentSuccess, d => d.Accounts(3));
        var order = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var lease = rig.Leased();
            rig.Succeed(lease);
            order.Add(lease.AccountId);
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        order.Take(3).Distinct().Count().ShouldBe(3);
        order.Skip(3).ShouldBe(order.Take(3));
    }

    [Fact]
    public void QuotaFirst_TakesTheMostHeadroom()
    {
        var rig = Rig(RoutingStrategy.QuotaFirst, d => d.Accounts(3));
        rig.Quota(DirectoryBuilder.Name(0), 40);
        rig.Quota(DirectoryBuilder.Name(1), 10);
        rig.Quota(DirectoryBuilder.Name(2), 90);

        rig.Leased().AccountId.ShouldBe(DirectoryBuilder.Name(1));
    }

    [Fact]
    public void ResetDrain_TakesWhatResetsSoonest()
    {
        var rig = Rig(RoutingStrategy.ResetDrain, d => d.Accounts(3));
        rig.Quota(DirectoryBuilder.Name(0), 40, resetsInMs: 7_200_000);
        rig.Quota(DirectoryBuilder.Name(1), 10, resetsInMs: 9_000_000);
        rig.Quota(DirectoryBuilder.Name(2), 60, resetsInMs: 600_000);

        rig.Leased().AccountId.ShouldBe(DirectoryBuilder.Name(2));
    }

    [Fact]
    public void DeterministicRotation_SameTurn_SameAccountOnEveryReplica()
    {
        var one = Rig(RoutingStrategy.DeterministicRotation, d => d.Accounts(7));
        var other = new RouterRig(d => d.Accounts(7).Strategy(RoutingStrategy.DeterministicRotation), replica: "r2");

        for (var i = 0; i < 50; i++)
        {
            var request = one.Request();
            one.Select(request).Lease.AccountId.ShouldBe(other.Select(request).Lease.AccountId);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void Rendezvous_AccountLeaves_MovesOnlyItsOwnSessions(int accounts)
    {
        var rig = new RouterRig(d => d.Accounts(accounts));
        var gone = DirectoryBuilder.Name(accounts / 2);
        var before = Placed(rig);
        rig.Core.Adopt(rig.Directory.Without(gone).Build());
        var after = Placed(rig);

        before.Where(p => p.Value != gone).ShouldAllBe(p => after[p.Key] == p.Value);
        var moved = before.Count(p => after[p.Key] != p.Value) / (double)before.Count;
        moved.ShouldBeLessThanOrEqualTo((1.0 / accounts) + (StatedError.Of("when one of n accounts leaves") / 100));
    }

    private static Dictionary<ulong, string> Placed(RouterRig rig) => Enumerable.Range(1, 2000)
        .ToDictionary(i => (ulong)i, i => rig.Leased(r => r.PromptCacheSeed = (ulong)i * 1_000_003).AccountId);

    private static RouterRig Rig(RoutingStrategy strategy, Action<DirectoryBuilder> directory) => new(d =>
    {
        directory(d);
        d.Strategy(strategy);
    });
}
