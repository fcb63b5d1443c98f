using System.Data.Common;

namespace CodexPooler.Data.Sqlite;

/// <summary>A service's database in one file: many readers, one writer.</summary>
internal sealed class SqliteDatabase(SqliteFile file, DataOptions options, TimeProvider time) : IDatabase
{
    private readonly SqliteWriteQueue _writes = new(file, options, time);

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = file.OpenReader();
            return await read(connection, cancellationToken);
        }
        catch (Exception exception) when (SqliteFaults.Unavailable(exception, file.Path) is { } unavailable)
        {
            // A connection keeps the pages it has read: one that met a fault would go on failing when the file is sound again.
            file.Close();
            throw unavailable;
        }
    }

    public Task<T> SnapshotAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(
            async (connection, token) =>
            {
                await using var transaction = ((Microsoft.Data.Sqlite.SqliteConnection)connection).BeginTransaction(
                    deferred: true);
                return await read(transaction, token);
            },
            cancellationToken);

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        _writes.EnqueueAsync(new SqliteWrite<T>(write, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        file.Close();
    }
}
