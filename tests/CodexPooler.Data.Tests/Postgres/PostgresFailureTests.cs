using CodexPooler.Data.Tests.TestData;
using CodexPooler.Testing;
using CodexPooler.Testing.Postgres;
using Dapper;
using Npgsql;
using Shouldly;

namespace CodexPooler.Data.Tests.Postgres;

public sealed class PostgresFailureTests
{
    [PostgresFact]
    public async Task WriteAsync_ConnectionTerminatedBeforeCommit_RunsAgainOnce()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await database.MigrateAsync();
        var runs = 0;

        await database.Database.WriteAsync(
            async (transaction, _) =>
            {
                var terminate = ++runs == 1;
                await transaction.Connection!.ExecuteAsync("UPDATE knob SET rows = rows + 1", transaction: transaction);
                if (terminate) await TerminateAsync((NpgsqlConnection)transaction.Connection!, database);
                await transaction.Connection!.ExecuteAsync("UPDATE knob SET rows = rows + 1", transaction: transaction);
            },
            CancellationToken.None);

        runs.ShouldBe(2);
        (await database.ScalarAsync("SELECT rows FROM knob")).ShouldBe(12);
    }

    [PostgresFact]
    public async Task WriteAsync_ConnectionLostWhileCommitting_DoesNotGuess()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await database.MigrateAsync();
        await database.ExecuteAsync("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION die();
            """);

        await Should.ThrowAsync<CommitOutcomeUnknownException>(
            () => database.ExecuteAsync("INSERT INTO things (id, amount) VALUES (@id, 1)", new { id = Guid.CreateVersion7() }));
    }

    [PostgresFact]
    public async Task WriteAsync_SerializationFailure_RunsAgain()
    {
        await using var database = await TestDatabase.CreatePostgresAsync();
        await database.MigrateAsync();
        var runs = 0;

        await database.Database.WriteAsync(
            async (transaction, _) =>
            {
                const string Serializable = "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";
                await transaction.Connection!.ExecuteAsync(Serializable, transaction: transaction);
                var rows = await transaction.Connection!.ExecuteScalarAsync<long>(
                    "SELECT rows FROM knob", transaction: transaction);
                if (++runs == 1) await database.ExecuteAsync("UPDATE knob SET rows = 100");
                await transaction.Connection!.ExecuteAsync(
                    "UPDATE knob SET rows = @next", new { next = rows + 1 }, transaction: transaction);
            },
            CancellationToken.None);

        runs.ShouldBe(2);
        (await database.ScalarAsync("SELECT rows FROM knob")).ShouldBe(101);
    }

    [PostgresFact]
    public async Task WriteAsync_ServerKilledAndRestarted_WorksAgainWithWhatWasCommitted()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = TestDatabase.On(await server.CreateDatabaseAsync());
        await database.MigrateAsync();
        await database.ExecuteAsync("UPDATE knob SET rows = 42");

        await server.KillAsync();
        database.Options.MaxAttempts = 2;
        var down = await Should.ThrowAsync<DatabaseUnavailableException>(
            () => database.ExecuteAsync("UPDATE knob SET rows = 43"));
        await server.StartAgainAsync();
        database.Options.MaxAttempts = 8;
        await database.ExecuteAsync("UPDATE knob SET rows = rows + 1");

        down.IsTransient.ShouldBeTrue();
        down.Message.ShouldContain("cannot be reached");
        (await database.ScalarAsync("SELECT rows FROM knob")).ShouldBe(43);
    }

    [PostgresFact]
    public async Task MigrateAsync_WrongPassword_NamesTheSettingAndNotThePassword()
    {
        var right = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(right) { Password = "wrong-horse" }.ConnectionString;
        await using var database = TestDatabase.On(wrong);

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(() => database.MigrateAsync());

        refusal.Setting.ShouldBe("Data:ConnectionString");
        refusal.Message.ShouldContain("password");
        refusal.ToString().ShouldNotContain("wrong-horse");
    }

    [PostgresFact]
    public async Task MigrateAsync_NobodyListens_WaitsOnlyAsLongAsToldAndSaysWhy()
    {
        await using var database = TestDatabase.On($"Host=127.0.0.1;Port={FreePort.Next()};Username=x;Database=x");
        database.Options.StartTimeout = TimeSpan.Zero;
        database.Options.MaxAttempts = 1;

        (await Should.ThrowAsync<DatabaseUnavailableException>(() => database.MigrateAsync())).Message.ShouldContain(
            "Start PostgreSQL");
    }

    private static async Task TerminateAsync(NpgsqlConnection victim, TestDatabase database) =>
        (await database.Database.ReadAsync(
            (connection, _) =>
            connection.ExecuteScalarAsync<bool>("SELECT pg_terminate_backend(@pid, 10000)", new { pid = victim.ProcessID }),
            CancellationToken.None)).ShouldBeTrue();
}
