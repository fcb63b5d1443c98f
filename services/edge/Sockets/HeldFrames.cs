using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// What an attempt has said before anything committed its turn, as frames that can go out as they are. Everything that came
/// counts, also what is not passed on: else an upstream could go on with it for ever.
/// </summary>
internal sealed class HeldFrames(int limit)
{
    private const int Usual = 4096;
    private PooledBuffer? _frames;
    private int _came;

    public ReadOnlySpan<byte> Written => _frames is null ? default : _frames.Written.Span;

    /// <summary>False where it is too much to be held.</summary>
    /// <param name="came">Length of the message as it came.</param>
    /// <param name="text">What is to be passed on of it; empty for nothing.</param>
    public bool TryAdd(int came, ReadOnlySpan<byte> text)
    {
        var counted = _came + FrameHeader.SizeOf(came) + came;
        if (counted > limit) return false;
        _came = counted;
        if (text.IsEmpty) return true;
        _frames ??= new(Usual);
        var target = _frames.Room(FrameHeader.Longest + text.Length);
        var header = FrameHeader.Write(target, Opcode.Text, text.Length, mask: null);
        text.CopyTo(target[header..]);
        _frames.Advance(header + text.Length);
        return true;
    }

    /// <summary>They have gone out; the answer may take minutes.</summary>
    public void Release()
    {
        _frames?.Dispose();
        _frames = null;
    }
}
