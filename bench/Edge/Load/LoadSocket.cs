using System.Diagnostics;
using System.Text;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>
/// A client's WebSocket: its handshake, then one message after the other, each answered before the next is sent.
/// </summary>
internal sealed class LoadSocket : Connection
{
    private readonly SocketLoad _load;
    private readonly byte[] _message;
    private readonly EndMark _end = new(SocketAnswers.LastWords);
    private readonly List<byte> _head = [];
    private long _due;

    public LoadSocket(EventLoop loop, Proxy proxy, int number, SocketLoad load)
        : base(loop, Loopback.Connect(proxy.Port))
    {
        (_load, _message) = (load, SocketMessages.Create(number));
        loop.Add(this);
        Send(SocketMessages.Handshake(proxy, number));
    }

    public bool IsUpgraded { get; private set; }

    public bool IsWaiting { get; private set; }

    public void Ask()
    {
        (_due, IsWaiting) = (Stopwatch.GetTimestamp(), true);
        Send(_message);
    }

    protected override void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (!IsUpgraded) TakeHead(bytes);
        else if (!IsWaiting) return;
        else if (_end.IsIn(bytes)) Answered();
        else if (bytes.IndexOf("{\"type\":\"error\""u8) >= 0) Refused(Encoding.UTF8.GetString(bytes));
    }

    protected override void Fail() => Refused("the connection broke");

    private void Answered()
    {
        IsWaiting = false;
        _load.OnAnswer(this, Stopwatch.GetTimestamp() - _due);
    }

    private void Refused(string why)
    {
        Close();
        _load.OnFailed(why);
    }

    private void TakeHead(ReadOnlySpan<byte> bytes)
    {
        _head.AddRange(bytes);
        var head = Encoding.ASCII.GetString([.. _head]);
        if (!head.Contains("\r\n\r\n", StringComparison.Ordinal)) return;
        IsUpgraded = head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal);
        if (IsUpgraded) _load.OnUpgraded(this);
        else Refused(head);
    }
}
