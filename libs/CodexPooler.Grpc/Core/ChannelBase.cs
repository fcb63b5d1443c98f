namespace Grpc.Core;

public abstract class ChannelBase(string target)
{
    private int _shutdown;

    public string Target { get; } = target;

    public abstract CallInvoker CreateCallInvoker();

    public Task ShutdownAsync() => Interlocked.Exchange(ref _shutdown, 1) == 0 ? ShutdownAsyncCore() : Task.CompletedTask;

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
