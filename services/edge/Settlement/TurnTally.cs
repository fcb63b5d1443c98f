using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Turns counted by their labels. The numbers are told when somebody asks for them; a listener that looked its labels up with
/// every turn would cost more than counting.
/// </summary>
internal sealed class TurnTally
{
    private static readonly string[] Outcomes = ["refused", "succeeded", "failed", "interrupted"];
    private static readonly string[] Transports = ["http", "sse", "websocket"];
    private readonly ConcurrentDictionary<string, long[]> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StrongBox<long>> _attempts = new(StringComparer.Ordinal);
    private readonly long[] _open = new long[Transports.Length];

    public void Began(string transport) => Interlocked.Increment(ref _open[Array.IndexOf(Transports, transport)]);

    public void Ended(TurnOutcome outcome, string route, string transport)
    {
        var column = Array.IndexOf(Transports, transport);
        Interlocked.Decrement(ref _open[column]);
        var counts = _ended.GetOrAdd(route, static _ => new long[Outcomes.Length * Transports.Length]);
        Interlocked.Increment(ref counts[(Row(outcome) * Transports.Length) + column]);
    }

    public void Tried(string fault) =>
        Interlocked.Increment(ref _attempts.GetOrAdd(fault, static _ => new StrongBox<long>()).Value);

    public static string Word(TurnOutcome outcome) => Outcomes[Row(outcome)];

    public IEnumerable<Measurement<long>> Turns()
    {
        foreach (var (route, counts) in _ended)
            for (var at = 0; at < counts.Length; at++)
                if (Volatile.Read(ref counts[at]) is > 0 and var count)
                    yield return new(
                        count, new("outcome", Outcomes[at / Transports.Length]), new("route", route),
                        new("transport", Transports[at % Transports.Length]));
    }

    public IEnumerable<Measurement<long>> Attempts()
    {
        foreach (var (fault, count) in _attempts)
            yield return new(Volatile.Read(ref count.Value), new KeyValuePair<string, object?>("fault", fault));
    }

    public IEnumerable<Measurement<long>> Open()
    {
        for (var at = 0; at < _open.Length; at++)
            yield return new(Volatile.Read(ref _open[at]), new KeyValuePair<string, object?>("transport", Transports[at]));
    }

    private static int Row(TurnOutcome outcome) =>
        outcome is TurnOutcome.Refused ? 0 : Math.Min((int)outcome, Outcomes.Length - 1);
}
