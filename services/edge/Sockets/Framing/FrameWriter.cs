using System.Buffers;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>Gathers whole frames and writes them together. Anybody may append; whoever flushes first writes for all.</summary>
internal sealed class FrameWriter(Stream stream, bool masks) : IDisposable
{
    private const int Smallest = 4 * 1024;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private byte[]? _pending;
    private int _length;
    private bool _closed;

    public int Pending => Volatile.Read(ref _length);

    /// <summary>A close has been appended; nothing may follow it.</summary>
    public bool Closed => Volatile.Read(ref _closed);

    public void Append(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = opcode == Opcode.Close;
            uint? mask = masks ? FreshMask.Next() : null;
            Grow(FrameHeader.Longest + payload.Length);
            var target = _pending.AsSpan(_length);
            var header = FrameHeader.Write(target, opcode, payload.Length, mask);
            target = target.Slice(header, payload.Length);
            payload.CopyTo(target);
            if (mask is { } key) FrameMask.Apply(target, key);
            _length += header + payload.Length;
        }
    }

    /// <summary>Whole frames, as they are to be sent.</summary>
    public void Append(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            if (_closed) return;
            Grow(frames.Length);
            frames.CopyTo(_pending.AsSpan(_length));
            _length += frames.Length;
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Pending == 0) return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (bytes, length) = Take();
            if (bytes is null) return;
            try
            {
                await stream.WriteAsync(bytes.AsMemory(0, length), cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        var (bytes, _) = Take();
        if (bytes is not null) ArrayPool<byte>.Shared.Return(bytes);
    }

    private (byte[]? Bytes, int Length) Take()
    {
        lock (_gate)
        {
            var taken = (_pending, _length);
            (_pending, _length) = (null, 0);
            return taken;
        }
    }

    private void Grow(int more)
    {
        if (_pending is not null && _pending.Length - _length >= more) return;
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(_length + more, 2 * _length)));
        _pending.AsSpan(0, _length).CopyTo(grown);
        if (_pending is not null) ArrayPool<byte>.Shared.Return(_pending);
        _pending = grown;
    }
}
