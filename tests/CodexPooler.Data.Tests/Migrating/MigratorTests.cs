using CodexPooler.Data.Migrating;
using CodexPooler.Data.Tests.TestData;
using CodexPooler.Testing.Postgres;
using Shouldly;
using Xunit;

namespace CodexPooler.Data.Tests.Migrating;

public sealed class MigratorTests
{
    private const string CountApplied = "SELECT count(*) FROM schema_migrations";

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_RunTwice_AppliesEachMigrationOnce(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        await database.MigrateAsync();
        await database.MigrateAsync();

        (await database.ScalarAsync(CountApplied)).ShouldBe(2);
        (await database.ScalarAsync("SELECT count(*) FROM filled")).ShouldBe(10);
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_AppliedMigrationWasEdited_RefusesAndNamesIt(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.MigrateAsync();
        var edited = database.Migrations.Select(m => m.Number == 2 ? m with { Sql = m.Sql + "\nSELECT 1;" } : m).ToArray();

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(() => database.MigrateAsync(edited));

        refusal.Message.ShouldContain("0002_fill");
        refusal.Message.ShouldContain("checksum");
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_DatabaseIsNewerThanTheBuild_Refuses(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.MigrateAsync();

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(
            () => database.MigrateAsync([database.Migrations[0]]));

        refusal.Message.ShouldContain("newer build");
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task MigrateAsync_MigrationFails_LeavesNothingOfItBehind(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var broken = new Migration(2, "broken", "CREATE TABLE half (n INTEGER); INSERT INTO nowhere VALUES (1);");

        await Should.ThrowAsync<Exception>(() => database.MigrateAsync([database.Migrations[0], broken]));
        await database.MigrateAsync();

        (await database.ScalarAsync(CountApplied)).ShouldBe(2);
        await Should.ThrowAsync<Exception>(() => database.ScalarAsync("SELECT count(*) FROM half"));
    }

    [Fact]
    public void Checksum_LineEndingsDiffer_IsTheSame() =>
        new Migration(1, "a", "SELECT 1;\r\nSELECT 2;").Checksum.ShouldBe(new Migration(1, "a", "SELECT 1;\nSELECT 2;").Checksum);
}
