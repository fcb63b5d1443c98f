namespace CodexPooler.Edge.Snapshot;

/// <summary>The snapshot everybody reads; replaced whole.</summary>
internal sealed class DirectoryHolder
{
    private volatile DirectorySnapshot _current = DirectorySnapshot.Empty;

    public DirectorySnapshot Current => _current;

    /// <summary>Open sockets listen here: a revoked key ends them at once.</summary>
    public event Action<DirectorySnapshot>? Changed;

    public void Replace(DirectorySnapshot snapshot)
    {
        _current = snapshot;
        Changed?.Invoke(snapshot);
    }
}
