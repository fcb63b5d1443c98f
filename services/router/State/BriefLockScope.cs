namespace CodexPooler.Routing.State;

/// <summary>As long as it lives the lock is held.</summary>
internal readonly ref struct BriefLockScope(Lock held)
{
    public void Dispose() => held.Exit();
}
