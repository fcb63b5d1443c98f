using CodexPooler.Bench.Edge.Loop;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Turns one after the other on each of some connections, as fast as they are answered or at a fixed rate.</summary>
internal sealed class TurnLoad : ILoad, IPace, IDisposable
{
    private readonly EventLoop _loop;
    private readonly int _port;
    private readonly ReadOnlyMemory<byte> _request;
    private readonly double _rate;
    private readonly List<LoadConnection> _connections = [];
    private readonly Queue<LoadConnection> _idle = [];
    private long _due;

    /// <param name="rate">Turns a second; 0 for as many as there can be.</param>
    public TurnLoad(EventLoop loop, int port, ReadOnlyMemory<byte> request, int connections, double rate = 0)
    {
        (_loop, _port, _request, _rate) = (loop, port, request, rate);
        for (var i = 0; i < connections; i++) Open();
        if (rate == 0)
        {
            while (_idle.TryDequeue(out var connection)) connection.Request(request);
            return;
        }

        _due = System.Diagnostics.Stopwatch.GetTimestamp();
        loop.Add(this);
    }

    public Delays Totals { get; } = new();

    public Delays FirstBytes { get; } = new();

    public long Turns { get; private set; }

    public long Failures { get; private set; }

    public string? WhyFailed { get; private set; }

    public void Clear()
    {
        (Turns, Failures) = (0, 0);
        Totals.Clear();
        FirstBytes.Clear();
    }

    public long Run(long now)
    {
        var interval = (long)(System.Diagnostics.Stopwatch.Frequency / _rate);
        while (_due <= now)
        {
            if (_idle.TryDequeue(out var connection)) connection.Request(_request, _due);
            else Failures++;
            _due += interval;
        }

        return _due;
    }

    public void OnFirstByte(LoadConnection connection) =>
        FirstBytes.Add(System.Diagnostics.Stopwatch.GetTimestamp() - connection.Due);

    public void OnEvent(long age)
    {
    }

    public void OnReply(LoadConnection connection)
    {
        Totals.Add(System.Diagnostics.Stopwatch.GetTimestamp() - connection.Due);
        Turns++;
        if (_rate == 0) connection.Request(_request);
        else _idle.Enqueue(connection);
    }

    public void OnFailed(LoadConnection connection, string why)
    {
        Failures++;
        WhyFailed ??= why;
        _connections.Remove(connection);
    }

    public void Dispose()
    {
        _loop.Remove((IPace)this);
        foreach (var connection in _connections) connection.Close();
    }

    private void Open()
    {
        var connection = new LoadConnection(_loop, _port, this);
        _connections.Add(connection);
        _idle.Enqueue(connection);
    }
}
