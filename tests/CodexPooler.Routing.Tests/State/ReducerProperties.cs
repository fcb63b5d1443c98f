using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;

namespace CodexPooler.Routing.Tests.State;

public sealed class ReducerProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260101, 7);

    [Fact]
    public void Apply_FactsInAnyOrder_ReachesTheSameState() => Check.One(
        Many,
        Prop.ForAll(FactGen.Batch.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (facts, seed) =>
        {
            var shuffled = facts.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Same(Of(facts), Of(shuffled));
        }));

    [Fact]
    public void Apply_FactsTwice_ChangesNothing() => Check.One(
        Many, Prop.ForAll(FactGen.Batch.ToArbitrary(), facts => Same(Of(facts), Of([.. facts, .. facts]))));

    [Fact]
    public void Apply_SameFactAgain_SaysItWasNoNews() => Check.One(
        Many,
        Prop.ForAll(FactGen.Batch.ToArbitrary(), facts =>
        {
            var state = Of(facts);
            return facts.All(fact => !state.Apply(fact, FactGen.Start));
        }));

    [Fact]
    public void Apply_PartitionedReplicasExchangingSnapshots_Converge() => Check.One(
        Many,
        Prop.ForAll(FactGen.Batch.ToArbitrary(), FactGen.Batch.ToArbitrary(), (left, right) =>
        {
            var one = Of(left);
            var other = Of(right);
            var snapshot = StateFacts.Of(one, FactGen.Start).ToList();
            Tell(one, StateFacts.Of(other, FactGen.Start).ToList());
            Tell(other, snapshot);
            return Same(one, other) && Same(one, Of([.. left, .. right]));
        }));

    [Fact]
    public void Digest_OfDifferentStates_Differs()
    {
        var one = Of([new Fact { Quota = Told.Quota("a", 10, FactGen.Start) }]);
        var other = Of([new Fact { Quota = Told.Quota("a", 11, FactGen.Start) }]);

        StateFacts.Digest(one, FactGen.Start).ShouldNotBe(StateFacts.Digest(other, FactGen.Start));
    }

    private static RouterState Of(IEnumerable<Fact> facts)
    {
        var state = new RouterState(new RoutingOptions(), "r9");
        Tell(state, facts);
        return state;
    }

    private static void Tell(RouterState state, IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            state.Apply(fact.Clone(), FactGen.Start);
        state.Advance(FactGen.Start);
    }

    // The digest alone could hide what is derived and counted; so the counts are compared too.
    private static bool Same(RouterState left, RouterState right)
    {
        StateFacts.Digest(left, FactGen.Start).ShouldBe(StateFacts.Digest(right, FactGen.Start));
        Counts(left).ShouldBe(Counts(right));
        return true;
    }

    private static string Counts(RouterState state)
    {
        // An account named only by an opening that did not stand is known but empty.
        var accounts = state.Accounts.Values
            .OrderBy(a => a.Id, StringComparer.Ordinal)
            .Select(a => (a.Id, Counts: (a.InFlight, a.LastSuccessAt, a.Circuits.Values.Sum(c => c.OpenProbes))))
            .Where(a => a.Counts != default);
        var key = state.Usage.Of("k").Whole;
        var used = key.Series.Days(FactGen.Start / 86_400_000, FactGen.Start / 86_400_000);
        return $"{string.Join(' ', accounts)} {key.OpenLeases} {key.ReservedTokens} {used} {state.ProviderIncident}";
    }
}
