using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Rollups;

public sealed class RollupTests
{
    private static readonly long From = Facts.Start.ToUnixTimeMilliseconds();
    private static readonly long To = Facts.Start.AddDays(5).ToUnixTimeMilliseconds();

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task WriteAsync_AnyTurnsInAnyBatches_RollUpsEqualTheEntries(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);

        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Seed, byte Count)>(),
            sample =>
            {
                foreach (var batch in Facts.Random(sample.Count, sample.Seed.Get).Chunk(37))
                    rig.WriteAsync(batch).GetAwaiter().GetResult();
                return rig.DifferencesAsync().GetAwaiter().GetResult().Count == 0;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBeGreaterThan(0);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task DifferencesAsync_ARowIsWrong_NamesIt(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn());
        await rig.ExecuteAsync("UPDATE rollups_hour SET cost_micros = cost_micros + 1 WHERE dimension = 5");

        var differences = await rig.DifferencesAsync();

        differences.Count.ShouldBe(2);
        differences.ShouldAllBe(line => line.StartsWith("rollups_hour") && line.Contains("gpt-5-codex"));
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RebuildAsync_RollUpsAreLost_ComputesThemAgain(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Random(300, seed: 2));
        await rig.ExecuteAsync("DELETE FROM rollups_hour; DELETE FROM key_minutes; UPDATE rollups_day SET turns = 0");

        var turns = await rig.Rebuild.RebuildAsync(From, To, default);

        turns.ShouldBe(300);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RebuildAsync_TurnsKeepArriving_CountsNoneTwice(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var batches = Facts.Random(900, seed: 3).Chunk(30).ToList();
        await rig.WriteAsync(batches[0]);

        var rebuilding = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.Rebuild.RebuildAsync(From, To, default)));
        foreach (var batch in batches.Skip(1)) await rig.WriteAsync(batch);
        await rebuilding;

        (await rig.DifferencesAsync()).ShouldBeEmpty();
        (await rig.ScalarAsync("SELECT CAST(SUM(turns) AS BIGINT) FROM rollups_day WHERE dimension = 1")).ShouldBe(900);
    }
}
