using System.Diagnostics;
using CodexPooler.Bench.Edge.Loop;

namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>
/// Answers every turn from prepared bytes; in the paced answer the streams get their events in turn, evenly spread.
/// </summary>
internal sealed class FakeUpstream : IPace
{
    private readonly List<UpstreamConnection> _paced = [];
    private readonly byte[] _event = [.. Answers.Paced];
    private int _next;
    private long _due;

    public FakeUpstream(EventLoop loop)
    {
        Port = new Listener(loop, descriptor => loop.Add(new UpstreamConnection(loop, descriptor, this))).Port;
        loop.Add(this);
    }

    public int Port { get; }

    public Answer Answer { get; set; }

    /// <summary>Events a second and stream.</summary>
    public double Rate { get; set; } = 10;

    /// <summary>Frames of an answer over a WebSocket.</summary>
    public int Frames { get; set; } = 2;

    public long Turns { get; set; }

    public long Events { get; private set; }

    public int Streams => _paced.Count;

    public void Join(UpstreamConnection connection)
    {
        if (_paced.Count == 0) _due = Stopwatch.GetTimestamp();
        _paced.Add(connection);
    }

    public void Leave(UpstreamConnection connection) => _paced.Remove(connection);

    public long Run(long now)
    {
        if (_paced.Count == 0) return long.MaxValue;
        var interval = (long)(Stopwatch.Frequency / (Rate * _paced.Count));
        // What a busy machine made late is not sent in one heap.
        if (now - _due > Stopwatch.Frequency / 10) _due = now;
        while (_due <= now && _paced.Count > 0)
        {
            _next = (_next + 1) % _paced.Count;
            Stamp.Write(_event.AsSpan(Answers.StampAt));
            _paced[_next].Send(_event);
            Events++;
            _due += interval;
        }

        return _due;
    }
}
