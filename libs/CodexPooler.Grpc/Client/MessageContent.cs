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
    private Task? _write;
    private int _state;

    private MessageContent(PooledBuffer buffer) : base([])
    {
        _buffer = buffer;
        Headers.ContentType = GrpcMediaType.Value;
    }

    public bool CanReplay => Volatile.Read(ref _state) switch
    {
        Idle => true,
        Sending => Volatile.Read(ref _write) is { IsCompleted: true },
        _ => false,
    };

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
        var before = Interlocked.Exchange(ref _state, Released);
        if (before == Idle || (before == Sending && Volatile.Read(ref _write) is { IsCompleted: true })) _buffer.Dispose();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    // Not awaited here: one step less for every call. The write that may go on is remembered instead.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _write, null) is { IsCompleted: false }
            || Interlocked.CompareExchange(ref _state, Sending, Idle) == Released)
            throw new OperationCanceledException();
        var write = stream.WriteAsync(_buffer.Written, cancellationToken).AsTask();
        Volatile.Write(ref _write, write);
        return write;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
