using System.Diagnostics;
using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Turns;
using TurnOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Turns as metrics and traces. Every label has a closed set of values; nothing of a turn's content or its people is one.
/// </summary>
internal sealed class EdgeTelemetry : IDisposable
{
    private const string Name = "CodexPooler.Edge";
    private readonly ActivitySource _traces = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _firstByte;
    private readonly UpDownCounter<long> _open;

    public EdgeTelemetry(IMeterFactory meters, SpoolBacklog backlog)
    {
        _meter = meters.Create(Name);
        _turns = _meter.CreateCounter<long>(
            "codexpooler_edge_turns", description: "Turns settled, by outcome, route and transport.");
        _attempts = _meter.CreateCounter<long>(
            "codexpooler_edge_attempts", description: "Tries on accounts, by what went wrong.");
        _firstByte = _meter.CreateHistogram<double>(
            "codexpooler_edge_first_byte_seconds", "s", "From the acceptance of a turn to its first byte for the client.");
        _open = _meter.CreateUpDownCounter<long>(
            "codexpooler_edge_open_turns", description: "Turns in service now, by transport.");
        _meter.CreateObservableGauge(
            "codexpooler_edge_spool_bytes", () => backlog.Bytes, description: "Settled turns that wait for the broker.");
    }

    public void Began(Turn turn) => _open.Add(1, Transport(turn.Route.Transport));

    public void Ended(Turn turn, TurnOutcome outcome, TurnTimings timings, DateTimeOffset now)
    {
        var transport = Transport(turn.Route.Transport);
        _open.Add(-1, transport);
        _turns.Add(1, new("outcome", Text(outcome)), new("route", turn.Route.Name), transport);
        if (timings.FirstByteMs is { } first) _firstByte.Record(first / 1000d, transport);
        foreach (var attempt in turn.Attempts)
            _attempts.Add(1, new KeyValuePair<string, object?>("fault", FaultLabel.Of(attempt.Fault)));
        if (_traces.HasListeners()) Trace(turn, outcome, now);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _traces.Dispose();
    }

    private void Trace(Turn turn, TurnOutcome outcome, DateTimeOffset now)
    {
        using var whole = _traces.StartActivity(
            "turn", ActivityKind.Internal, default(ActivityContext), startTime: turn.StartedAt);
        whole?.SetTag("codexpooler.turn", turn.Id).SetTag("codexpooler.route", turn.Route.Name)
            .SetTag("codexpooler.outcome", Text(outcome)).SetEndTime(now.UtcDateTime);
        foreach (var attempt in turn.Attempts)
        {
            using var one = _traces.StartActivity(
                "attempt", ActivityKind.Client, whole?.Context ?? default, startTime: attempt.StartedAt);
            one?.SetTag("codexpooler.account", attempt.Lease.AccountId).SetTag("codexpooler.attempt", attempt.Number)
                .SetTag("codexpooler.fault", FaultLabel.Of(attempt.Fault)).SetTag("http.response.status_code", attempt.Status)
                .SetEndTime((attempt.StartedAt + attempt.Duration).UtcDateTime);
        }
    }

    private static KeyValuePair<string, object?> Transport(Transport transport) => new("transport", transport switch
    {
        Contracts.Routing.V1.Transport.Sse => "sse",
        Contracts.Routing.V1.Transport.Socket => "websocket",
        _ => "http",
    });

    private static string Text(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Succeeded => "succeeded",
        TurnOutcome.Failed => "failed",
        TurnOutcome.Interrupted => "interrupted",
        _ => "refused",
    };
}
