using System.Data.Common;
using CodexPooler.Data;

namespace CodexPooler.Accounting.Tests.TestData;

/// <summary>A database whose first call fails with something nobody thought of; the others reach the real one.</summary>
internal sealed class SpoiltDatabase(IDatabase inner) : IDatabase
{
    private int _calls;

    /// <summary>Calls that were served after the one that failed.</summary>
    public int Served => Math.Max(0, Volatile.Read(ref _calls) - 1);

    public DatabaseEngine Engine => inner.Engine;

    public SqlDialect Dialect => inner.Dialect;

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        FailOnce();
        return inner.ReadAsync(read, cancellationToken);
    }

    public Task<T> SnapshotAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        FailOnce();
        return inner.SnapshotAsync(read, cancellationToken);
    }

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        FailOnce();
        return inner.WriteAsync(write, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void FailOnce()
    {
        if (Interlocked.Increment(ref _calls) == 1) throw new InvalidOperationException("nobody thought of this");
    }
}
