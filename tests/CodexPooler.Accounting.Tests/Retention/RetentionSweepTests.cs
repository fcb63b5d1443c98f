using CodexPooler.Accounting.Retention;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Retention;

public sealed class RetentionSweepTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_AMonthIsOver_RemovesItsTurnsAndKeepsDaysAndTheNextMonth(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(), Facts.Turn(24 * 3));

        await SweepAsync(rig, new RetentionOptions { TurnDays = 32, DetailDays = 32 }, Facts.Start.AddDays(40));

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(1);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM entries")).ShouldBe(1);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM attempts")).ShouldBe(1);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM rollups_hour")).ShouldBe(0);
        (await rig.ScalarAsync("SELECT CAST(SUM(turns) AS BIGINT) FROM rollups_day WHERE dimension = 1")).ShouldBe(2);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_PersonDaysAreOver_NamesNobodyAndStillAddsUp(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(), Facts.Turn(1), Facts.Turn(24 * 2));
        var options = new RetentionOptions { PersonDays = 1, PseudonymKey = "a key of some length" };

        await SweepAsync(rig, options, Facts.Start.AddDays(2.5));
        await SweepAsync(rig, options, Facts.Start.AddDays(2.5));

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns WHERE person_id = 'person-1'")).ShouldBe(1);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns WHERE person_id LIKE 'p~%'")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT turns FROM rollups_day WHERE dimension = 3 AND value LIKE 'p~%'")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT turns FROM rollups_month WHERE dimension = 3 AND value LIKE 'p~%'")).ShouldBe(2);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task CompareAsync_TurnsAreGone_SaysHowFarItReachedAndFindsWhatIsWrongAfter(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        // Begun in March, settled in April: with March's turns gone, its day is not whole any more.
        await rig.WriteAsync(Facts.Turn(47.9995), Facts.Turn(24 * 3), Facts.Turn(24 * 5));
        var (from, to) = (Facts.Start.ToUnixTimeMilliseconds(), Facts.Start.AddDays(6).ToUnixTimeMilliseconds());
        (await rig.Check.CompareAsync(from, to, default)).Differences.ShouldBeEmpty();

        await SweepAsync(rig, new RetentionOptions { TurnDays = 32, DetailDays = 37 }, Facts.Start.AddDays(40));

        var found = await rig.Check.CompareAsync(from, to, default);
        found.Differences.ShouldBeEmpty();
        found.DaysFrom.ShouldBe(Facts.Start.AddDays(3).ToUnixTimeMilliseconds());
        found.HoursFrom.ShouldBe(Facts.Start.AddDays(3).ToUnixTimeMilliseconds());
        var last = Facts.Start.AddDays(5).ToUnixTimeMilliseconds();
        await rig.ExecuteAsync($"UPDATE rollups_day SET turns = turns + 1 WHERE dimension = 1 AND bucket = {last}");
        (await rig.Check.CompareAsync(from, to, default)).Differences.Count.ShouldBe(4);
        var gone = await rig.Check.CompareAsync(from, Facts.Start.AddDays(3).ToUnixTimeMilliseconds(), default);
        gone.DaysFrom.ShouldBe(gone.To);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RebuildAsync_TurnsAreGone_RefusesAndKeepsTheirRollUps(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(), Facts.Turn(24 * 3));
        await SweepAsync(rig, new RetentionOptions { TurnDays = 32, DetailDays = 32 }, Facts.Start.AddDays(40));
        var (from, to) = (Facts.Start.ToUnixTimeMilliseconds(), Facts.Start.AddDays(5).ToUnixTimeMilliseconds());

        var refused = await Should.ThrowAsync<RetentionOverException>(() => rig.Rebuild.RebuildAsync(from, to, default));
        var rebuilt = await rig.Rebuild.RebuildAsync(from + 86_400_000, to, default);

        refused.Message.ShouldContain("2026-03-31");
        rebuilt.ShouldBe(1);
        (await rig.ScalarAsync("SELECT CAST(SUM(turns) AS BIGINT) FROM rollups_day WHERE dimension = 1")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM rollups_hour")).ShouldBe(0);
    }

    private static Task SweepAsync(LedgerRig rig, RetentionOptions settings, DateTimeOffset now)
    {
        var (options, time) = (Microsoft.Extensions.Options.Options.Create(settings), new ManualTimeProvider(now));
        return new RetentionSweep(rig.Database, options, new TurnHorizon(options, time), time).RunAsync(default);
    }
}
