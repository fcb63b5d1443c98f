namespace CodexPooler.Edge.Snapshot;

/// <summary>The snapshot everybody reads; replaced whole.</summary>
internal sealed class DirectoryHolder
{
    private volatile DirectorySnapshot _current = DirectorySnapshot.Empty;
    private TaskCompletionSource _next = NextOne();

    public DirectorySnapshot Current => _current;

    /// <summary>Ends with the next snapshot. Taken before a look at the current one, it misses none.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Open sockets listen here: a revoked key ends them at once.</summary>
    public event Action<DirectorySnapshot>? Changed;

    public void Replace(DirectorySnapshot snapshot)
    {
        _current = snapshot;
        Interlocked.Exchange(ref _next, NextOne()).SetResult();
        Changed?.Invoke(snapshot);
    }

    private static TaskCompletionSource NextOne() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
