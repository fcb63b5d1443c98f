namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>Its writes last until they are said to be over.</summary>
internal sealed class SlowStream : MemoryStream
{
    private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Writing => _writing.Task;

    public void Finish() => _over.TrySetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _writing.TrySetResult();
        await _over.Task;
    }
}
