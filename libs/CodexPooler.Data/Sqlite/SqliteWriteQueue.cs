using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CodexPooler.Data.Sqlite;

/// <summary>
/// The one writer of a file: SQLite allows no second one, so writes queue here instead of fighting for the lock.
/// </summary>
internal sealed class SqliteWriteQueue : IAsyncDisposable
{
    private readonly Channel<SqliteWrite> _writes = Channel.CreateBounded<SqliteWrite>(
        new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly SqliteFile _file;
    private readonly DataOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _writer;
    private SqliteConnection? _connection;

    public SqliteWriteQueue(SqliteFile file, DataOptions options, TimeProvider time)
    {
        (_file, _options, _time) = (file, options, time);
        _writer = Task.Run(RunAsync);
    }

    public async Task<T> EnqueueAsync<T>(SqliteWrite<T> write)
    {
        await _writes.Writer.WriteAsync(write, write.CancellationToken);
        return await write.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
    }

    private async Task RunAsync()
    {
        await foreach (var write in _writes.Reader.ReadAllAsync())
        {
            try
            {
                await AttemptAsync(write);
                write.Complete();
            }
            catch (Exception exception)
            {
                // After a fault of the file the connection's state is not worth reasoning about; the next write opens a new one.
                if (exception is SqliteException) Reset();
                write.Fail(SqliteFaults.Unavailable(exception, _file.Path) ?? exception);
            }
        }

        Reset();
    }

    private async Task AttemptAsync(SqliteWrite write)
    {
        for (var attempt = 1; ; attempt++)
        {
            write.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                await write.RunAsync(_connection ??= _file.OpenWriter());
                return;
            }
            catch (SqliteException busy) when (SqliteFaults.IsBusy(busy) && attempt < _options.MaxAttempts)
            {
                await Task.Delay(RetryDelay.Before(attempt), _time, write.CancellationToken);
            }
        }
    }

    private void Reset()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
