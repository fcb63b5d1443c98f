using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Queries;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Accounting.Tests.TestData;

/// <summary>A ledger on a real engine, without a host.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    private LedgerRig(DataOptions options, TimeProvider time)
    {
        Options = options;
        Database = DatabaseFactory.Create(AccountingModule.Name, options, time);
        Books = new PriceBooks(Database, time);
        Writer = new LedgerWriter(Database, new Partitions(Database), Books, time);
        Check = new RollupCheck(Database);
        Rebuild = new RollupRebuild(Database, time);
        Repricer = new Repricer(Database, Books, time);
        Log = new TurnLog(Database);
        Details = new TurnDetails(Database);
        Summaries = new Summaries(Database);
    }

    public DataOptions Options { get; }

    public IDatabase Database { get; }

    public PriceBooks Books { get; }

    public LedgerWriter Writer { get; }

    public RollupCheck Check { get; }

    public RollupRebuild Rebuild { get; }

    public Repricer Repricer { get; }

    public TurnLog Log { get; }

    public TurnDetails Details { get; }

    public Summaries Summaries { get; }

    public static async Task<LedgerRig> CreateAsync(DatabaseEngine engine, TimeProvider? time = null)
    {
        var options = engine == DatabaseEngine.Sqlite
            ? new DataOptions { Folder = Directory.CreateTempSubdirectory("codex-pooler-ledger-").FullName }
            : new DataOptions
            {
                Provider = engine,
                ConnectionString = await (
                await PostgresServer.SharedAsync()).CreateDatabaseAsync()
            };
        var rig = new LedgerRig(options, time ?? TimeProvider.System);
        await rig.Database.MigrateAsync(
            AccountingModule.Name, options, typeof(AccountingModule).Assembly, TimeProvider.System, NullLogger.Instance, default);
        return rig;
    }

    public Task<IReadOnlyList<TurnSettled>> WriteAsync(params TurnSettled[] turns) => Writer.WriteAsync(turns, default);

    public Task<long> ScalarAsync(string sql) =>
        Database.ReadAsync((connection, _) => connection.ExecuteScalarAsync<long>(sql), default);

    public Task<T> ReadAsync<T>(string sql) =>
        Database.ReadAsync((connection, _) => connection.QuerySingleAsync<T>(sql), default);

    public Task ExecuteAsync(string sql) =>
        Database.WriteAsync((transaction, _) => transaction.Connection!.ExecuteAsync(sql, transaction: transaction), default);

    /// <summary>Compares the roll-ups of every day of the test data with the entries.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync() => (await Check.CompareAsync(
        Facts.Start.ToUnixTimeMilliseconds(), Facts.Start.AddDays(5).ToUnixTimeMilliseconds(), default)).Differences;

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Options.Provider == DatabaseEngine.Sqlite) Directory.Delete(Options.Folder, recursive: true);
    }
}
