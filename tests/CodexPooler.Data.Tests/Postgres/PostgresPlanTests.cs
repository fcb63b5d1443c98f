using CodexPooler.Data.Tests.TestData;
using CodexPooler.Testing;
using CodexPooler.Testing.Postgres;
using Dapper;
using Shouldly;

namespace CodexPooler.Data.Tests.Postgres;

public sealed class PostgresPlanTests
{
    // What the server needs to plan a scan with workers however small the table is, and to compile whatever it costs.
    private const string Tempted = """
        SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET jit_above_cost = 0;
        """;

    [PostgresFact]
    public async Task ReadAsync_ServerWouldStartWorkersAndCompile_DoesNeither()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await database.MigrateAsync();
        await database.ExecuteAsync("CREATE TABLE many AS SELECT generate_series(1, 20000) AS n");

        var plan = await database.Database.ReadAsync(
            async (connection, _) =>
            {
                await connection.ExecuteAsync(Tempted);
                return string.Join('\n', await connection.QueryAsync<string>("EXPLAIN ANALYZE SELECT COUNT(*) FROM many"));
            },
            CancellationToken.None);

        plan.ShouldContain("Seq Scan on many");
        plan.ShouldNotContain("Workers");
        plan.ShouldNotContain("JIT");
    }
}
