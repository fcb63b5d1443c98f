using System.Diagnostics;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Messages over open WebSockets: as fast as they are answered, or so many a second on each, evenly spread.</summary>
internal sealed class SocketLoad : IPace, IDisposable
{
    private readonly EventLoop _loop;
    private readonly double _rate;
    private readonly List<LoadSocket> _sockets = [];
    private int _upgraded;
    private int _next;
    private long _due;

    /// <param name="rate">Messages a second on every socket; 0 for as many as there can be.</param>
    public SocketLoad(EventLoop loop, double rate) => (_loop, _rate) = (loop, rate);

    public Delays Trips { get; } = new();

    public long Answers { get; private set; }

    public string? WhyFailed { get; private set; }

    /// <summary>Opens them and begins.</summary>
    public void Open(Proxy proxy, int sockets, TimeSpan limit)
    {
        const int atOnce = 64;
        while (_sockets.Count < sockets && WhyFailed is null)
        {
            _sockets.Add(new(_loop, proxy, _sockets.Count, this));
            if (_sockets.Count - _upgraded < atOnce) continue;
            _loop.RunUntil(() => _sockets.Count - _upgraded < atOnce || WhyFailed is not null, limit);
        }

        if (!_loop.RunUntil(() => _upgraded == sockets || WhyFailed is not null, limit) || WhyFailed is not null)
            throw new InvalidOperationException($"{_upgraded} of {sockets} sockets opened. {WhyFailed}");
        if (_rate == 0) return;
        _due = Stopwatch.GetTimestamp();
        _loop.Add(this);
    }

    public void Clear()
    {
        Answers = 0;
        Trips.Clear();
    }

    public long Run(long now)
    {
        var interval = (long)(Stopwatch.Frequency / (_rate * _sockets.Count));
        // What a busy machine made late is not sent in one heap.
        if (now - _due > Stopwatch.Frequency / 10) _due = now;
        for (; _due <= now; _due += interval)
        {
            _next = (_next + 1) % _sockets.Count;
            if (_sockets[_next] is { IsOpen: true, IsWaiting: false } socket) socket.Ask();
        }

        return _due;
    }

    public void OnUpgraded(LoadSocket socket)
    {
        _upgraded++;
        if (_rate == 0) socket.Ask();
    }

    public void OnAnswer(LoadSocket socket, long took)
    {
        Answers++;
        Trips.Add(took);
        if (_rate == 0) socket.Ask();
    }

    public void OnFailed(string why) => WhyFailed ??= why;

    public void Dispose()
    {
        if (_rate > 0) _loop.Remove(this);
        foreach (var socket in _sockets) socket.Close();
    }
}
