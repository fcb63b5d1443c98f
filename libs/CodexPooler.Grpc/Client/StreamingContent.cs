using System.Net;

namespace CodexPooler.Grpc.Client;

/// <summary>A request body that stays open while messages are written, and while the response is being read.</summary>
internal sealed class StreamingContent : HttpContent, IReplayable
{
    private readonly TaskCompletionSource<Stream> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Stream? _stream;
    private volatile bool _written;

    public StreamingContent() => Headers.ContentType = GrpcMediaType.Value;

    public bool CanReplay => !_written;

    public async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        await _ready.Task.WaitAsync(cancellationToken);
        _written = true;
        return _stream!;
    }

    public void Complete() => _completed.TrySetResult();

    public void Release() => _completed.TrySetCanceled();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_written) throw new IOException("The connection was lost after messages of the stream were sent.");
        _stream = stream;
        // The headers go out now: the server may be expected to speak first.
        await stream.FlushAsync(cancellationToken);
        _ready.TrySetResult(stream);
        await _completed.Task.WaitAsync(cancellationToken);
    }
}
