using System.Buffers;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

/// <summary>
/// Writes a message with its header. When the serializer announces its length and nothing is compressed, both go straight
/// into the target; otherwise the payload is collected first because its length comes before it.
/// </summary>
internal sealed class FrameEncoder(IBufferWriter<byte> target, int? maxSize) : SerializationContext, IBufferWriter<byte>
{
    private PooledBuffer? _collected;
    private int _announced;
    private int _written;
    private bool _compress;

    public bool HasWritten { get; private set; }

    public void Write<T>(T message, Action<T, SerializationContext> serializer, bool compress)
    {
        _compress = compress;
        _announced = -1;
        _written = 0;
        try
        {
            serializer(message, this);
            Finish();
        }
        finally
        {
            _collected?.Dispose();
            _collected = null;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckSize(payloadLength);
        _announced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_announced >= 0 && !_compress) WriteHeader(_announced, compressed: false);
        else _collected ??= new PooledBuffer();
        return this;
    }

    public override void Complete(byte[] payload)
    {
        CheckSize(payload.Length);
        if (_compress)
        {
            this.Write(payload);
            return;
        }

        _announced = payload.Length;
        GetBufferWriter().Write(payload);
    }

    public override void Complete()
    {
    }

    public void Advance(int count)
    {
        _written += count;
        (_collected ?? target).Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Current.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Current.GetSpan(sizeHint);

    private IBufferWriter<byte> Current => _compress ? _collected ??= new PooledBuffer() : _collected ?? target;

    private void Finish()
    {
        if (_collected is null && !_compress && _announced >= 0)
        {
            if (_written != _announced)
                throw Failure.Internal($"The serializer announced {_announced} bytes and wrote {_written}.");
            return;
        }

        var payload = _collected?.Written ?? ReadOnlyMemory<byte>.Empty;
        CheckSize(payload.Length);
        using var compressed = _compress ? new PooledBuffer() : null;
        if (compressed is not null)
        {
            GzipEncoding.Compress(payload, compressed);
            payload = compressed.Written;
        }

        WriteHeader(payload.Length, _compress);
        target.Write(payload.Span);
    }

    private void WriteHeader(int length, bool compressed)
    {
        HasWritten = true;
        FrameHeader.Write(target.GetSpan(WireNames.FrameHeaderLength), compressed, length);
        target.Advance(WireNames.FrameHeaderLength);
    }

    private void CheckSize(int length)
    {
        if (length > maxSize) throw Failure.TooLarge("sent", maxSize.Value);
    }
}
