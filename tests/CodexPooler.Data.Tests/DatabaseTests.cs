using CodexPooler.Data.Tests.TestData;
using CodexPooler.Testing.Postgres;
using Dapper;
using Shouldly;
using Xunit;

namespace CodexPooler.Data.Tests;

public sealed class DatabaseTests
{
    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task WriteAsync_WriteThrows_RollsBack(DatabaseEngine engine)
    {
        await using var database = await MigratedAsync(engine);

        await Should.ThrowAsync<InvalidOperationException>(() => database.Database.WriteAsync<int>(
            async (transaction, _) =>
            {
                await transaction.Connection!.ExecuteAsync("UPDATE knob SET rows = 7", transaction: transaction);
                throw new InvalidOperationException("no");
            },
            CancellationToken.None));

        (await database.ScalarAsync("SELECT rows FROM knob")).ShouldBe(10);
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task WriteAsync_ManyAtOnce_LosesNoIncrement(DatabaseEngine engine)
    {
        await using var database = await MigratedAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => database.ExecuteAsync("UPDATE knob SET rows = rows + 1")));

        (await database.ScalarAsync("SELECT rows FROM knob")).ShouldBe(60);
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task AnyOf_MoreValuesThanBoundVariablesAllowed_FindsThem(DatabaseEngine engine)
    {
        await using var database = await MigratedAsync(engine);
        var id = Guid.CreateVersion7();
        await database.ExecuteAsync("INSERT INTO things (id, amount) VALUES (@id, 5)", new { id });
        var dialect = database.Database.Dialect;
        Guid[] ids = [.. Enumerable.Range(0, 40_000).Select(_ => Guid.CreateVersion7()), id];

        var found = await database.Database.ReadAsync(
            (connection, _) => connection.QuerySingleAsync<Guid>(
                $"SELECT id FROM things WHERE {dialect.AnyOf("id", "@ids")}", new { ids = dialect.List(ids) }),
            CancellationToken.None);

        found.ShouldBe(id);
    }

    [PostgresTheory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task SnapshotAsync_WriteInBetween_IsNotSeen(DatabaseEngine engine)
    {
        await using var database = await MigratedAsync(engine);

        var (before, after) = await database.Database.SnapshotAsync(
            async (transaction, _) =>
            {
                const string Rows = "SELECT rows FROM knob";
                var first = await transaction.Connection!.ExecuteScalarAsync<long>(Rows, transaction: transaction);
                await database.ExecuteAsync("UPDATE knob SET rows = 11");
                return (first, await transaction.Connection!.ExecuteScalarAsync<long>(Rows, transaction: transaction));
            },
            CancellationToken.None);

        (before, after).ShouldBe((10, 10));
    }

    private static async Task<TestDatabase> MigratedAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await database.MigrateAsync();
        return database;
    }
}
