using System.Collections.Concurrent;
using System.Data.Common;
using CodexPooler.Data;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>A database whose next calls fail as told, the others not. A write that lost its answer did happen.</summary>
internal sealed class FaultyDatabase(IDatabase inner) : IDatabase
{
    private readonly ConcurrentQueue<Exception?> _faults = new();
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public DatabaseEngine Engine => inner.Engine;

    public SqlDialect Dialect => inner.Dialect;

    public static CommitOutcomeUnknownException LostAnswer() => new(new IOException("the connection broke"));

    /// <summary>One fault a call, in this order; null lets a call through.</summary>
    public void Fail(params IEnumerable<Exception?> faults)
    {
        foreach (var fault in faults) _faults.Enqueue(fault);
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        NextFault() is { } fault ? Task.FromException<T>(fault) : inner.ReadAsync(read, cancellationToken);

    public Task<T> SnapshotAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        NextFault() is { } fault ? Task.FromException<T>(fault) : inner.SnapshotAsync(read, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var fault = NextFault();
        if (fault is not (null or CommitOutcomeUnknownException)) throw fault;
        var result = await inner.WriteAsync(write, cancellationToken);
        return fault is null ? result : throw fault;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Exception? NextFault()
    {
        Interlocked.Increment(ref _calls);
        return _faults.TryDequeue(out var fault) ? fault : null;
    }
}
