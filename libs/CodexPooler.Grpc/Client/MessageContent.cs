using System.Net;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>The one message of a unary or server-streaming request, kept so that a refused stream can be sent again.</summary>
internal sealed class MessageContent<T> : ReplayableContent where T : class
{
    private const int Idle = 0;
    private const int Sending = 1;
    private const int Released = 2;

    private readonly PooledBuffer _buffer = new();
    private int _state;

    public MessageContent(T message, Marshaller<T> marshaller, int? maxSize, bool compress)
    {
        try
        {
            new FrameEncoder(_buffer, maxSize).Write(message, marshaller.ContextualSerializer, compress);
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    public override bool CanReplay => Volatile.Read(ref _state) == Idle;

    // A server may answer before it has read everything; a buffer still being sent is left to the collector.
    public override void Release()
    {
        if (Interlocked.CompareExchange(ref _state, Released, Idle) == Idle) _buffer.Dispose();
    }

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Sending, Idle) != Idle) throw new OperationCanceledException();
        try
        {
            await stream.WriteAsync(_buffer.Written, cancellationToken);
        }
        finally
        {
            Interlocked.CompareExchange(ref _state, Idle, Sending);
        }
    }
}
