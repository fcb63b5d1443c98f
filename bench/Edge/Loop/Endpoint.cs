namespace CodexPooler.Bench.Edge.Loop;

/// <summary>Something epoll watches.</summary>
internal abstract class Endpoint(EventLoop loop, int descriptor)
{
    public int Descriptor { get; } = descriptor;

    protected EventLoop Loop { get; } = loop;

    public abstract void OnReady(int events);

    public virtual void Close() => Loop.Remove(this);
}
