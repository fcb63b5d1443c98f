using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CodexPooler.Data.Sqlite;

/// <summary>One write waiting its turn, and the promise of its result.</summary>
internal abstract class SqliteWrite(CancellationToken cancellationToken)
{
    public CancellationToken CancellationToken { get; } = cancellationToken;

    public abstract Task RunAsync(SqliteConnection connection);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    : SqliteWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override async Task RunAsync(SqliteConnection connection)
    {
        // Not deferred: BEGIN IMMEDIATE takes the write lock first, so a read in here cannot go stale before its write.
        await using var transaction = connection.BeginTransaction(deferred: false);
        _result = await write(transaction, CancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException canceled) _done.TrySetCanceled(canceled.CancellationToken);
        else _done.TrySetException(exception);
    }
}
