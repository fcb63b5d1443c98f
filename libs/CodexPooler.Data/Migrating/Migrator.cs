using System.Data.Common;
using System.Reflection;
using CodexPooler.Data.Postgres;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Data.Migrating;

/// <summary>
/// Brings a service's schema up to date, one transaction a migration, safe against other replicas and against a crash.
/// </summary>
internal sealed class Migrator(
    string service, IDatabase database, DataOptions options, IReadOnlyList<Migration> migrations, TimeProvider time,
    ILogger logger)
{
    private readonly string _schema = PostgresSource.SchemaOf(service, options);

    public static Migrator For(
        string service, IDatabase database, DataOptions options, Assembly assembly, TimeProvider time, ILogger logger) =>
        new(service, database, options, MigrationSet.Read(assembly, database.Engine), time, logger);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await database.WriteAsync(NextAsync, cancellationToken) is not { } applied) return;
                Log.Migrated(logger, service, applied);
            }
            catch (Exception exception) when (IsWorthWaiting(exception) && time.GetElapsedTime(started) < options.StartTimeout)
            {
                Log.WaitingForDatabase(logger, service, exception.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            }
        }
    }

    // A commit whose outcome is unknown is simply looked up by the next round.
    private static bool IsWorthWaiting(Exception exception) =>
        exception is CommitOutcomeUnknownException or DatabaseUnavailableException { IsTransient: true };

    private async Task<Migration?> NextAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await MigrationLock.TakeAsync(database.Engine, _schema, transaction, cancellationToken);
        var applied = await AppliedAsync(transaction, cancellationToken);
        MigrationHistory.Check(service, migrations, applied);
        if (applied.Count == migrations.Count) return null;
        var next = migrations[applied.Count];
        await ExecuteAsync(transaction, next.Sql, null, cancellationToken);
        await ExecuteAsync(
            transaction,
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (@Number, @Name, @Checksum, @appliedAt)",
            new { next.Number, next.Name, next.Checksum, appliedAt = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
        return next;
    }

    private async Task<IReadOnlyList<AppliedMigration>> AppliedAsync(
        DbTransaction transaction, CancellationToken cancellationToken)
    {
        await MigrationTable.EnsureAsync(database.Engine, _schema, transaction, cancellationToken);
        return (await transaction.Connection!.QueryAsync<AppliedMigration>(new CommandDefinition(
            "SELECT number, name, checksum FROM schema_migrations ORDER BY number", null, transaction,
            cancellationToken: cancellationToken))).AsList();
    }

    // Without a limit: a migration of a large table may take as long as it takes.
    private static Task<int> ExecuteAsync(
        DbTransaction transaction, string sql, object? values, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, commandTimeout: 0, cancellationToken: cancellationToken));
}
