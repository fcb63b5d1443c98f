using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal sealed class HttpRequestStreamWriter<TRequest, TResponse>(
    HttpCall<TRequest, TResponse> call,
    StreamingContent content,
    Marshaller<TRequest> marshaller,
    int? maxSize,
    RequestCompression compression) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private int _writing;
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; } = call.WriteOptions;

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_completed) throw new InvalidOperationException("The request stream was completed; nothing more can be written.");
        if (Interlocked.Exchange(ref _writing, 1) != 0)
            throw new InvalidOperationException("Another write of this call is still going on; await it first.");
        try
        {
            await SendAsync(message, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed = true;
        content.Complete();
        return Task.CompletedTask;
    }

    private async Task SendAsync(TRequest message, CancellationToken cancellationToken)
    {
        if (call.IsFinished) throw new RpcException(call.GetStatus(), call.GetTrailers());
        using var frame = new PooledBuffer();
        new FrameEncoder(frame, maxSize).Write(message, marshaller.ContextualSerializer, compression.Applies(WriteOptions));
        using var registration = cancellationToken.UnsafeRegister(static state => ((ClientCall)state!).Dispose(), call);
        try
        {
            var stream = await content.OpenAsync(call.Token);
            await stream.WriteAsync(frame.Written, call.Token);
            if (((WriteOptions?.Flags ?? WriteFlags.None) & WriteFlags.BufferHint) == 0) await stream.FlushAsync(call.Token);
        }
        catch (Exception fault)
        {
            throw await call.FailWriteAsync(fault);
        }
    }
}
