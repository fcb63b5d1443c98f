namespace CodexPooler.Grpc.InProcess;

/// <summary>A stream takes one write at a time, here as over a socket.</summary>
internal sealed class SingleWrite
{
    private int _held;

    public void Enter()
    {
        if (Interlocked.Exchange(ref _held, 1) != 0)
            throw new InvalidOperationException("Another write of this call is still going on; await it first.");
    }

    public void Leave() => Volatile.Write(ref _held, 0);
}
