using System.Diagnostics;
using System.Globalization;
using System.Text;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>A client's connection: one request at a time, its answer followed to the end.</summary>
internal sealed class LoadConnection : Connection
{
    private readonly ILoad _load;
    private readonly StampReader _stamps;
    private readonly byte[] _tail = new byte[7];
    private byte[] _head = [];
    private int _left;
    private State _state;

    public LoadConnection(EventLoop loop, int port, ILoad load)
        : base(loop, Loopback.Connect(port))
    {
        _load = load;
        _stamps = new(load);
        loop.Add(this);
    }

    private enum State
    {
        Idle,
        Head,
        Counted,
        Chunked,
    }

    public bool IsIdle => _state == State.Idle;

    /// <summary>When the running request was due, in ticks of the stopwatch.</summary>
    public long Due { get; private set; }

    public void Request(ReadOnlyMemory<byte> request, long due = 0)
    {
        Due = due == 0 ? Stopwatch.GetTimestamp() : due;
        _state = State.Head;
        Send(request);
    }

    protected override void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (_state == State.Head && !TakeHead(ref bytes)) return;
        _stamps.Read(bytes);
        if (_state == State.Counted)
        {
            _left -= bytes.Length;
            if (_left <= 0) End();
        }
        else if (_state == State.Chunked && EndsHere(bytes))
        {
            End();
        }
    }

    protected override void Fail()
    {
        Close();
        _load.OnFailed(this, "the connection broke");
    }

    private void End()
    {
        _state = State.Idle;
        _load.OnReply(this);
    }

    private bool TakeHead(ref ReadOnlySpan<byte> bytes)
    {
        if (_head.Length > 0) bytes = (byte[])[.. _head, .. bytes];
        var end = bytes.IndexOf("\r\n\r\n"u8);
        _head = end < 0 ? bytes.ToArray() : [];
        if (end < 0) return false;
        var head = bytes[..end];
        bytes = bytes[(end + 4)..];
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            var why = Encoding.UTF8.GetString(head) + "\n" + Encoding.UTF8.GetString(bytes);
            Close();
            _load.OnFailed(this, why);
            return false;
        }

        _left = Length(head);
        _state = _left < 0 ? State.Chunked : State.Counted;
        _tail.AsSpan().Clear();
        _load.OnFirstByte(this);
        return true;
    }

    private bool EndsHere(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= _tail.Length)
        {
            bytes[^_tail.Length..].CopyTo(_tail);
        }
        else
        {
            _tail.AsSpan(bytes.Length).CopyTo(_tail);
            bytes.CopyTo(_tail.AsSpan(_tail.Length - bytes.Length));
        }

        return _tail.AsSpan().SequenceEqual("\r\n0\r\n\r\n"u8);
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        Span<char> text = stackalloc char[head.Length];
        Encoding.ASCII.GetChars(head, text);
        ReadOnlySpan<char> name = "\ncontent-length:";
        var at = ((ReadOnlySpan<char>)text).IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return -1;
        var value = ((ReadOnlySpan<char>)text)[(at + name.Length)..];
        if (value.IndexOf('\r') is >= 0 and var end) value = value[..end];
        return int.Parse(value.Trim(), CultureInfo.InvariantCulture);
    }
}
