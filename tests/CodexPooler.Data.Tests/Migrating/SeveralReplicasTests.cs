using CodexPooler.Data.Tests.TestData;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Data.Tests.Migrating;

/// <summary>With real second processes: they share nothing with this one but the database.</summary>
public sealed class SeveralReplicasTests
{
    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_TwoProcessesAtOnce_BothStartAndEachMigrationRanOnce(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var first = await MigratingProcess.StartAsync(database);
        using var second = await MigratingProcess.StartAsync(database);

        await Task.WhenAll(first.StandardInput.WriteLineAsync("go"), second.StandardInput.WriteLineAsync("go"));

        (await first.StandardOutput.ReadLineAsync()).ShouldBe("migrated");
        (await second.StandardOutput.ReadLineAsync()).ShouldBe("migrated");
        (await database.ScalarAsync("SELECT count(*) FROM schema_migrations")).ShouldBe(2);
        (await database.ScalarAsync("SELECT count(*) FROM filled")).ShouldBe(10);
        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_AnotherProcessWasKilledInAMigration_StartsItOver(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.MigrateAsync([database.Migrations[0]]);
        await database.ExecuteAsync("UPDATE knob SET rows = 2000000000");
        using var replica = await MigratingProcess.StartAsync(database);
        await replica.StandardInput.WriteLineAsync("go");
        await Eventually.TrueAsync(() => IsInsideSecondMigrationAsync(database), "the replica is inside the second migration",
            TimeSpan.FromMinutes(2));

        replica.Kill();
        await replica.WaitForExitAsync();
        await database.ExecuteAsync("UPDATE knob SET rows = 10");
        await database.MigrateAsync();

        (await database.ScalarAsync("SELECT count(*) FROM filled")).ShouldBe(10);
        (await database.ScalarAsync("SELECT count(*) FROM schema_migrations")).ShouldBe(2);
    }

    private static async Task<bool> IsInsideSecondMigrationAsync(TestDatabase database)
    {
        // Half-written pages spill into the write-ahead log long before the endless INSERT could end.
        if (database.Options.Provider == DatabaseEngine.Sqlite)
            return new FileInfo(database.SqliteFile + "-wal") is { Exists: true, Length: > 1_000_000 };
        return await database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%WITH RECURSIVE c(n)%' "
            + "AND state = 'active' AND pid <> pg_backend_pid()") > 0;
    }
}
