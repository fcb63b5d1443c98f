using System.Buffers;
using CodexPooler.Grpc.Wire;

namespace CodexPooler.Grpc.Client;

/// <summary>Reads framed messages from a response, one at a time, only when asked, so the peer's window is the bound.</summary>
internal sealed class StreamMessageReader<T>(Stream stream, FrameDecoder<T> decoder) : IDisposable where T : class
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Disposed = 2;
    private const int ReadSize = 4096;
    private const int LargestReadSize = 256 * 1024;

    private readonly PooledBuffer _buffer = new();
    private int _state;

    /// <summary>The body ended within a message.</summary>
    public bool Truncated { get; private set; }

    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        var before = Interlocked.CompareExchange(ref _state, Reading, Idle);
        if (before == Reading)
            throw new InvalidOperationException("Another read of this call is still going on; await it first.");
        if (before == Disposed) throw new OperationCanceledException("The call is over.");
        try
        {
            while (true)
            {
                if (TryDecode(out var message)) return message;
                // Memory grows with what arrives, not with what a header promises.
                var space = _buffer.GetMemory(Math.Clamp(_buffer.Length, ReadSize, LargestReadSize));
                var read = await stream.ReadAsync(space, cancellationToken);
                if (read == 0)
                {
                    if (_buffer.Length == 0) return null;
                    Truncated = true;
                    throw Failure.Internal("The response ended within a message.");
                }

                _buffer.Advance(read);
            }
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Reading) == Disposed) _buffer.Dispose();
        }
    }

    // An ongoing read still owns the buffer and gives it back when it ends.
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Disposed) == Idle) _buffer.Dispose();
    }

    private bool TryDecode(out T? message)
    {
        message = null;
        if (_buffer.Length < WireNames.FrameHeaderLength) return false;
        var header = FrameHeader.Parse(_buffer.WrittenSpan, decoder.MaxSize);
        if (_buffer.Length - WireNames.FrameHeaderLength < header.Length) return false;
        var payload = _buffer.Written.Slice(WireNames.FrameHeaderLength, header.Length);
        message = decoder.Decode(header.Compressed, new ReadOnlySequence<byte>(payload));
        _buffer.Consume(WireNames.FrameHeaderLength + header.Length);
        return true;
    }
}
