using CodexPooler.Data.Migrating;
using CodexPooler.Testing.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Data.Tests.TestData;

/// <summary>An empty database of either engine that is gone after the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string Service = "things";

    private TestDatabase(DataOptions options, TimeProvider? time = null)
    {
        Options = options;
        Database = DatabaseFactory.Create(Service, options, time ?? TimeProvider.System);
    }

    public DataOptions Options { get; }

    public IDatabase Database { get; }

    public string SqliteFile => Path.Combine(Options.Folder, Service + ".db");

    public static Task<TestDatabase> CreateAsync(DatabaseEngine engine) =>
        engine == DatabaseEngine.Sqlite ? Task.FromResult(CreateSqlite()) : CreatePostgresAsync();

    public static TestDatabase CreateSqlite() => CreateSqlite(new DataOptions(), TimeProvider.System);

    public static TestDatabase CreateSqlite(DataOptions options, TimeProvider time)
    {
        options.Folder = Directory.CreateTempSubdirectory("codex-pooler-data-").FullName;
        return new(options, time);
    }

    public static async Task<TestDatabase> CreatePostgresAsync() =>
        On(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    public static TestDatabase On(string connectionString) =>
        new(new DataOptions { Provider = DatabaseEngine.Postgres, ConnectionString = connectionString });

    public IReadOnlyList<Migration> Migrations => MigrationSet.Read(typeof(TestDatabase).Assembly, Options.Provider);

    public Task MigrateAsync(IReadOnlyList<Migration>? migrations = null) =>
        new Migrator(Service, Database, Options, migrations ?? Migrations, TimeProvider.System, NullLogger.Instance)
            .MigrateAsync(CancellationToken.None);

    public Task<long> ScalarAsync(string sql) =>
        Database.ReadAsync((connection, _) => connection.ExecuteScalarAsync<long>(sql), CancellationToken.None);

    public Task ExecuteAsync(string sql, object? values = null) =>
        Database.WriteAsync(
            (transaction, _) => transaction.Connection!.ExecuteAsync(sql, values, transaction), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Options.Provider == DatabaseEngine.Sqlite) Directory.Delete(Options.Folder, recursive: true);
    }
}
