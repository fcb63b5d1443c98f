using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Ledger;

public sealed class LedgerWriterTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task WriteAsync_DeliveredTwice_CountsOnce(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turn = Facts.Turn();

        var first = await rig.WriteAsync(turn, turn);
        var second = await rig.WriteAsync(turn, Facts.Turn(1));

        first.Count.ShouldBe(1);
        second.ShouldHaveSingleItem().TurnId.ShouldNotBe(turn.TurnId);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM entries")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM attempts")).ShouldBe(2);
        (await rig.ScalarAsync("SELECT SUM(turns) FROM rollups_day WHERE dimension = 2")).ShouldBe(2);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task WriteAsync_OverlappingBatchesAtOnce_CountEachTurnOnce(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turns = Facts.Random(600, seed: 1);
        var batches = Enumerable.Range(0, 12).Select(i => turns.Skip(i * 40).Take(200).OrderBy(_ => Guid.NewGuid()).ToArray());

        await Task.WhenAll(batches.Select(batch => rig.WriteAsync(batch)));
        await rig.WriteAsync(turns);

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(600);
        (await rig.ScalarAsync("SELECT CAST(SUM(input + output) AS BIGINT) FROM turns"))
            .ShouldBe(turns.Sum(turn => (turn.Usage?.Input ?? 0) + (turn.Usage?.Output ?? 0)));
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task WriteAsync_OneRowCannotBeWritten_WritesNothingOfTheBatch(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.ExecuteAsync(engine == DatabaseEngine.Sqlite
            ? "CREATE TRIGGER refuse BEFORE INSERT ON rollups_day BEGIN SELECT RAISE(ABORT, 'no'); END"
            : "ALTER TABLE rollups_day ADD CONSTRAINT refuse CHECK (turns < 0) NOT VALID");

        await Should.ThrowAsync<Exception>(() => rig.WriteAsync(Facts.Turn()));

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(0);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM rollups_hour")).ShouldBe(0);
    }

    [PostgresFact]
    public async Task WriteAsync_TurnsOfTwoMonths_GoToTheirPartitions()
    {
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Postgres);

        await rig.WriteAsync(Facts.Turn(), Facts.Turn(24 * 3));

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns_2026_03")).ShouldBe(1);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns_2026_04")).ShouldBe(1);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task WriteAsync_QuotaInTheTurn_KeepsOnePointAMinuteAndWindow(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var evidence = new QuotaObserved
        {
            AccountId = "account-1",
            Limit = "account",
            WindowMinutes = 300,
            UsedPercent = 12.5,
            ObservedAt = Facts.Start,
            Source = "headers",
            CredentialGeneration = 1,
        };

        await rig.WriteAsync(
            Facts.Turn() with { Quota = [evidence, evidence with { UsedPercent = 13, ObservedAt = Facts.Start.AddSeconds(9) }] });

        (await rig.ScalarAsync("SELECT used_millipercent FROM quota_points")).ShouldBe(13_000);
    }
}
