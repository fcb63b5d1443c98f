using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;

namespace CodexPooler.Routing.Tests.Gates;

/// <summary>Max-min fairness between keys, by its definition: filled like vessels of different height from one tap.</summary>
public sealed class FairShareProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260101, 7);

    [Fact]
    public void FairShare_OfAnyLoad_IsTheMaxMinLevel() => Check.One(
        Many,
        Prop.ForAll(Gen.Choose(0, 12).ArrayOf().ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (held, places) =>
        {
            var load = new PoolLoad();
            for (var key = 0; key < held.Length; key++)
            {
                for (var turn = 0; turn < held[key]; turn++)
                    load.Adjust($"key-{key}", 1);
            }

            load.FairShare("key-0", places).ShouldBe(Filled(held, places), 1e-9);
        }));

    [Fact]
    public void FairShare_AfterTurnsEnded_KnowsWhoHoldsWhatStill()
    {
        var load = new PoolLoad();
        for (var i = 0; i < 5; i++)
            load.Adjust("greedy", 1);
        load.Adjust("modest", 1);
        load.Adjust("gone", 1);
        load.Adjust("gone", -1);
        load.Adjust("greedy", -1);

        // Of ten places the modest key may want two.
        load.FairShare("greedy", 10).ShouldBe(8);
        load.FairShare("modest", 10).ShouldBe(5);
        load.FairShare("newcomer", 10).ShouldBe(4);
    }

    [Fact]
    public void Select_FullPoolOfThreeKeys_LendsWhatTheModestDoNotUse()
    {
        var rig = new RouterRig(d => d.Account("a", a => a.MaxConcurrency = 10).Key("busy").Key("modest"));
        for (var i = 0; i < 5; i++)
            rig.Leased();
        rig.Leased(r => r.KeyId = "modest");
        for (var i = 0; i < 3; i++)
            rig.Leased(r => r.KeyId = "busy");

        // An even third would be three; the modest key leaves a fourth to whoever has least of those who want more.
        rig.Select().Refusal.ShouldNotBeNull();
        rig.Leased(r => r.KeyId = "busy");
    }

    // The first key wants all it can get, every other what it holds and one more.
    private static double Filled(int[] loads, int places)
    {
        var wants = loads.Skip(1).Where(l => l > 0).Select(l => l + 1.0).Append(double.PositiveInfinity).Order().ToList();
        var left = (double)places;
        for (var i = 0; i < wants.Count; i++)
        {
            var level = left / (wants.Count - i);
            if (wants[i] > level)
                return level;
            left -= wants[i];
        }

        return left;
    }
}
