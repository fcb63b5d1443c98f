using System.Diagnostics;
using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Turns;
using TurnOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Turns as metrics and traces. Every label has a closed set of values; nothing of a turn's content or its people is one.
/// </summary>
internal sealed class EdgeTelemetry : IDisposable
{
    private const string Name = "CodexPooler.Edge";
    private readonly ActivitySource _traces;
    private readonly Meter _meter;
    private readonly TurnTally _tally = new();
    private readonly Histogram<double> _firstByte;

    public EdgeTelemetry(IMeterFactory meters, SpoolBacklog backlog)
    {
        _meter = meters.Create(Name);
        // Who hears of the turns of this host by another name, or not at all, shall not get their traces.
        _traces = new(_meter.Name);
        _meter.CreateObservableCounter(
            "codexpooler_edge_turns", _tally.Turns, description: "Turns settled, by outcome, route and transport.");
        _meter.CreateObservableCounter(
            "codexpooler_edge_attempts", _tally.Attempts, description: "Tries on accounts, by what went wrong.");
        _firstByte = _meter.CreateHistogram<double>(
            "codexpooler_edge_first_byte_seconds", "s", "From the acceptance of a turn to its first byte for the client.");
        _meter.CreateObservableUpDownCounter(
            "codexpooler_edge_open_turns", _tally.Open, description: "Turns in service now, by transport.");
        _meter.CreateObservableGauge(
            "codexpooler_edge_spool_bytes", () => backlog.Bytes, description: "Settled turns that wait for the broker.");
    }

    public void Began(Turn turn) => _tally.Began(TurnWords.Of(turn.Route.Transport));

    public void Ended(Turn turn, TurnOutcome outcome, TurnTimings timings, DateTimeOffset now)
    {
        var transport = TurnWords.Of(turn.Route.Transport);
        _tally.Ended(outcome, turn.Route.Name, transport);
        if (timings.FirstByteMs is { } first)
            _firstByte.Record(first / 1000d, new KeyValuePair<string, object?>("transport", transport));
        foreach (var attempt in turn.Attempts) _tally.Tried(FaultLabel.Of(attempt.Fault));
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
            .SetTag("codexpooler.outcome", TurnTally.Word(outcome)).SetEndTime(now.UtcDateTime);
        foreach (var attempt in turn.Attempts)
        {
            using var one = _traces.StartActivity(
                "attempt", ActivityKind.Client, whole?.Context ?? default, startTime: attempt.StartedAt);
            one?.SetTag("codexpooler.account", attempt.Lease.AccountId).SetTag("codexpooler.attempt", attempt.Number)
                .SetTag("codexpooler.fault", FaultLabel.Of(attempt.Fault)).SetTag("http.response.status_code", attempt.Status)
                .SetEndTime((attempt.StartedAt + attempt.Duration).UtcDateTime);
        }
    }
}
