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
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    private static Task SweepAsync(LedgerRig rig, RetentionOptions options, DateTimeOffset now) => new RetentionSweep(
        rig.Database, Microsoft.Extensions.Options.Options.Create(options), new ManualTimeProvider(now)).RunAsync(default);
}
