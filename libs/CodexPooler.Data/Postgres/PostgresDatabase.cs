using System.Data;
using System.Data.Common;
using Npgsql;

namespace CodexPooler.Data.Postgres;

/// <summary>A service's schema on a PostgreSQL server.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source, DataOptions options, TimeProvider time) : IDatabase
{
    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public SqlDialect Dialect => SqlDialect.Postgres;

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RetryAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                return await read(connection, token);
            },
            cancellationToken);

    public Task<T> SnapshotAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RetryAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
                return await read(transaction, token);
            },
            cancellationToken);

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RetryAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                var result = await write(transaction, token);
                await CommitAsync(transaction);
                return result;
            },
            cancellationToken);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    // Not cancellable: a cancelled COMMIT has an unknown outcome, a finished one has not.
    private static async Task CommitAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException lost) when (!PostgresFaults.IsRolledBack(lost))
        {
            throw new CommitOutcomeUnknownException(lost);
        }
    }

    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> attemptAsync, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await attemptAsync(cancellationToken);
            }
            catch (NpgsqlException fault) when (PostgresFaults.IsRetryable(fault) && attempt < options.MaxAttempts)
            {
                await Task.Delay(RetryDelay.Before(attempt), time, cancellationToken);
            }
            catch (NpgsqlException fault) when (PostgresFaults.Unavailable(fault) is { } unavailable)
            {
                throw unavailable;
            }
        }
    }
}
