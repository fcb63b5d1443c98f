using System.Buffers;
using CodexPooler.Edge.Bodies;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>
/// Finds messages in a byte stream. A message of one frame is handed out where it was read; only fragments are put together.
/// Between messages nothing is borrowed.
/// </summary>
internal sealed class FrameReader(bool masked, bool mayBeCompressed, int longestMessage) : IDisposable
{
    private const int Smallest = 8 * 1024;
    private const int Largest = 64 * 1024;
    private byte[]? _buffer;
    private int _size = Smallest;
    private int _start;
    private int _end;
    private PooledBuffer? _fragments;
    private FrameHeader _first;
    private bool _finished;

    /// <summary>The last read took all there was room for: more may be there.</summary>
    public bool WasFilled { get; private set; }

    /// <summary>Where the stream's next bytes go.</summary>
    public Memory<byte> Room()
    {
        Settle();
        if (_buffer is null) _buffer = ArrayPool<byte>.Shared.Rent(_size);
        else if (_end == _buffer.Length)
            Replace(ArrayPool<byte>.Shared.Rent(_start > 0 ? Math.Max(_buffer.Length, _size) : _buffer.Length * 2));
        return _buffer.AsMemory(_end);
    }

    /// <summary>Room for bytes nobody wants.</summary>
    public Memory<byte> Scratch()
    {
        (_start, _end) = (0, 0);
        return Room();
    }

    public void Advance(int count)
    {
        _end += count;
        WasFilled = _end == _buffer!.Length;
        // Much that comes at once is cheaper read at once. A connection that is silent again holds on to little.
        _size = WasFilled ? Largest : Smallest;
    }

    /// <summary>Gives memory back where nothing is half read. What was handed out last is gone.</summary>
    public void Rest()
    {
        Settle();
        if (_start != _end || _buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (null, 0, 0);
    }

    /// <summary>The messages in front that pass, as they came; empty when the next one has to be looked at.</summary>
    public ReadOnlyMemory<byte> TakePassing(ILinkListener listener)
    {
        Settle();
        if (masked || _fragments is not null) return default;
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var taken = 0;
        while (FrameHeader.IsPlainText(bytes[taken..], out var size, out var length) && length <= longestMessage
            && listener.Passes(bytes.Slice(taken + size, length)))
            taken += size + length;
        if (taken == 0) return default;
        _start += taken;
        return _buffer.AsMemory(_start - taken, taken);
    }

    /// <exception cref="FrameException">The peer broke the protocol.</exception>
    public bool TryRead(out SocketMessage message)
    {
        Settle();
        while (FrameHeader.TryRead(_buffer.AsSpan(_start, _end - _start), out var header))
        {
            Check(header);
            if (_end - _start < header.Size + header.Length) break;
            var frame = _buffer.AsMemory(_start, header.Size + (int)header.Length);
            var payload = frame[header.Size..];
            _start += frame.Length;
            if (header.Masked) FrameMask.Apply(payload.Span, header.Mask);
            if (header.IsControl || (header.Final && _fragments is null))
            {
                message = new(header.Opcode, header.Compressed, payload, MayPass(header) ? frame : default);
                return true;
            }

            if (!Collect(header, payload)) continue;
            message = new(_first.Opcode, _first.Compressed, _fragments!.Written, default);
            return true;
        }

        message = default;
        return false;
    }

    public void Dispose()
    {
        _fragments?.Dispose();
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }

    private void Check(FrameHeader header)
    {
        if (header.Masked != masked)
            throw new FrameException(CloseCode.ProtocolError, masked ? "a client's frames are masked" : "masked frame");
        if (header.IsControl) return;
        if (header.Compressed && (!mayBeCompressed || header.Opcode == Opcode.Continuation))
            throw new FrameException(CloseCode.ProtocolError, "reserved bits are set");
        if ((header.Opcode == Opcode.Continuation) != _fragments is not null)
            throw new FrameException(CloseCode.ProtocolError, "fragments out of order");
        if (header.Length + (_fragments?.Length ?? 0) > longestMessage)
            throw new FrameException(CloseCode.MessageTooBig, "message too big");
    }

    // Clients may insist on the shortest form of a length.
    private static bool MayPass(FrameHeader header) => !header.Masked && header.Size == FrameHeader.SizeOf((int)header.Length);

    private bool Collect(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        if (_fragments is null) (_fragments, _first) = (new PooledBuffer(2 * payload.Length), header);
        payload.Span.CopyTo(_fragments.Room(Math.Max(1, payload.Length)));
        _fragments.Advance(payload.Length);
        return _finished = header.Final;
    }

    // A message put together was the listener's until now.
    private void Settle()
    {
        if (_finished)
        {
            _fragments!.Dispose();
            (_fragments, _finished) = (null, false);
        }

        if (_start == _end) (_start, _end) = (0, 0);
    }

    private void Replace(byte[] next)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(next);
        ArrayPool<byte>.Shared.Return(_buffer!);
        (_buffer, _end, _start) = (next, _end - _start, 0);
    }
}
