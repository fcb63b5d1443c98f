using System.Net;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>The one message of a unary or server-streaming request, kept so that a refused stream can be sent again.</summary>
/// <remarks>
/// A <see cref="ByteArrayContent"/> because the runtime knows such a body is not duplex and spares it the waiting for body and
/// response at once.
/// </remarks>
internal sealed class MessageContent : ByteArrayContent, IReplayable
{
    private const int Idle = 0;
    private const int Sending = 1;
    private const int Released = 2;

    private readonly PooledBuffer _buffer;
    private int _state;

    private MessageContent(PooledBuffer buffer) : base([])
    {
        _buffer = buffer;
        Headers.ContentType = GrpcMediaType.Value;
    }

    public bool CanReplay => Volatile.Read(ref _state) == Idle;

    public static MessageContent Of<T>(T message, Marshaller<T> marshaller, int? maxSize, bool compress)
    {
        var buffer = new PooledBuffer();
        try
        {
            new FrameEncoder(buffer, maxSize).Write(message, marshaller.ContextualSerializer, compress);
            return new MessageContent(buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    // A server may answer before it has read everything; a buffer still being sent is left to the collector.
    public void Release()
    {
        if (Interlocked.CompareExchange(ref _state, Released, Idle) == Idle) _buffer.Dispose();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

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

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
