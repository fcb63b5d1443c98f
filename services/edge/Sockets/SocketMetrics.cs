using System.Diagnostics.Metrics;
using System.Text.Json;

namespace CodexPooler.Edge.Sockets;

internal sealed class SocketMetrics : IDisposable
{
    private static readonly string[] Reasons = Words<CloseReason>();
    private static readonly string[] Results = Words<SocketTurnResult>();
    private readonly Meter _meter;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _turns;
    private int _open;
    private int _upstreams;

    public SocketMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("CodexPooler.Edge.Sockets");
        _meter.CreateObservableGauge(
            "codexpooler_edge_sockets_open", () => Volatile.Read(ref _open), description: "Client sockets open now.");
        _meter.CreateObservableGauge(
            "codexpooler_edge_upstream_sockets_open", () => Volatile.Read(ref _upstreams),
            description: "Upstream sockets open now.");
        _closes = _meter.CreateCounter<long>("codexpooler_edge_socket_closes", description: "Client sockets ended, by reason.");
        _turns = _meter.CreateCounter<long>(
            "codexpooler_edge_socket_turns", description: "Messages that asked for a turn, by what came of it.");
    }

    public int Open => Volatile.Read(ref _open);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed(CloseReason reason)
    {
        Interlocked.Decrement(ref _open);
        _closes.Add(1, new KeyValuePair<string, object?>("reason", Reasons[(int)reason]));
    }

    public void UpstreamOpened() => Interlocked.Increment(ref _upstreams);

    public void UpstreamClosed() => Interlocked.Decrement(ref _upstreams);

    public void Turn(SocketTurnResult result) => _turns.Add(1, new KeyValuePair<string, object?>("result", Results[(int)result]));

    public void Dispose() => _meter.Dispose();

    private static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
