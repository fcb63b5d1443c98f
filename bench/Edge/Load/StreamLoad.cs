using CodexPooler.Bench.Edge.Loop;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Many open streams; each event's way through the proxy is timed by its stamp.</summary>
internal sealed class StreamLoad(EventLoop loop, int port, ReadOnlyMemory<byte> request, int streams) : ILoad, IDisposable
{
    private const int OpeningAtOnce = 64;

    // So near the limit of descriptors some connections may fail, also nginx's.
    private readonly int _tolerated = streams / 100;
    private readonly List<LoadConnection> _connections = [];
    private int _begun;

    public Delays Ages { get; } = new();

    public int Begun => _begun;

    public int Failures { get; private set; }

    public string? WhyFailed { get; private set; }

    public void Open(TimeSpan limit)
    {
        while (_connections.Count < streams && Failures <= _tolerated)
        {
            var connection = new LoadConnection(loop, port, this);
            _connections.Add(connection);
            connection.Request(request);
            if (Opening >= OpeningAtOnce) loop.RunUntil(() => Opening < OpeningAtOnce, limit);
        }

        if (!loop.RunUntil(() => Opening <= 0 || Failures > _tolerated, limit) || Failures > _tolerated)
            throw new InvalidOperationException($"{_begun} of {streams} streams opened. {WhyFailed}");
    }

    private int Opening => _connections.Count - _begun - Failures;

    public void OnFirstByte(LoadConnection connection) => _begun++;

    public void OnEvent(long age) => Ages.Add(age);

    public void OnReply(LoadConnection connection) => OnFailed(connection, "a stream ended");

    public void OnFailed(LoadConnection connection, string why)
    {
        Failures++;
        WhyFailed ??= why;
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Close();
    }
}
