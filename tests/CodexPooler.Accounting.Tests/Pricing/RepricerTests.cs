using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Pricing;

public sealed class RepricerTests
{
    private static readonly long From = Facts.Start.ToUnixTimeMilliseconds();
    private static readonly long To = Facts.Start.AddDays(5).ToUnixTimeMilliseconds();

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RepriceAsync_PriceDoubled_PostsTheDifferenceOnceAndTouchesNoEntry(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(usage: new(1_000_000, 0, 0, 0, 0)), Facts.Turn(30, new(2_000_000, 0, 0, 0, 0)));
        await rig.Books.ImportAsync(Book("2", "gpt-5-codex", 2.5m), default);

        var first = await rig.Repricer.RepriceAsync(From, To, "", default);
        var again = await rig.Repricer.RepriceAsync(From, To, "", default);

        (first.Turns, first.Corrections, first.DifferenceMicros).ShouldBe((2, 2, 3_750_000));
        (again.Turns, again.Corrections).ShouldBe((2, 0));
        (await rig.ScalarAsync("SELECT CAST(SUM(cost_micros) AS BIGINT) FROM entries WHERE number = 1")).ShouldBe(3_750_000);
        (await rig.ScalarAsync("SELECT CAST(SUM(cost_micros) AS BIGINT) FROM rollups_day WHERE dimension = 2")).ShouldBe(
            7_500_000);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RepriceAsync_UnpricedModelGetsAPrice_IsUnpricedNoLonger(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(usage: new(1_000_000, 0, 0, 0, 0)) with { ModelServed = "new-model" });
        var before = await rig.ScalarAsync("SELECT unpriced_turns FROM rollups_day WHERE dimension = 5");
        await rig.Books.ImportAsync(Book("2", "new-model", 4), default);

        var reply = await rig.Repricer.RepriceAsync(From, To, "new-model", default);

        before.ShouldBe(1);
        reply.DifferenceMicros.ShouldBe(4_000_000);
        (await rig.ScalarAsync("SELECT unpriced_turns FROM rollups_day WHERE dimension = 5")).ShouldBe(0);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RepriceAsync_ManyTurnsAndAnotherBook_RollUpsEqualTheEntries(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        foreach (var batch in Facts.Random(1200, seed: 4).Chunk(300)) await rig.WriteAsync(batch);
        await rig.Books.ImportAsync(Book("2", "model-nobody-priced", 4), default);

        var reply = await rig.Repricer.RepriceAsync(From, To, "", default);

        reply.Turns.ShouldBe(1200);
        reply.Corrections.ShouldBeGreaterThan(600);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ImportAsync_SameVersionWithOtherPrices_IsRefused(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.Books.ImportAsync(Book("2", "m", 1), default);

        var refusal = await Should.ThrowAsync<PriceBookFormatException>(() => rig.Books.ImportAsync(Book("2", "m", 2), default));

        refusal.Message.ShouldContain("new version");
        rig.Books.Current.Version.ShouldBe("2");
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task LoadAsync_AnotherReplicaActivatedABook_AdoptsIt(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var other = new PriceBooks(rig.Database, TimeProvider.System);
        await rig.Books.LoadAsync(default);

        await other.ImportAsync(Book("of-the-other", "m", 1), default);
        await rig.Books.LoadAsync(default);

        rig.Books.Current.Version.ShouldBe("of-the-other");
    }

    private static string Book(string version, string model, decimal input) => $$"""
        { "version": "{{version}}", "models": { "{{model}}": { "source": "test",
          "tiers": { "standard": [ { "short": { "input": {{input}}, "output": 10 } } ] } } } }
        """;
}
