using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Circuits;

/// <summary>
/// The health of one account for one model on one route. Holds only what merges: the newest success and the newest few failures.
/// Open, half-open and closed are read from those, so replicas that hold the same facts see the same circuit.
/// </summary>
internal sealed class Circuit
{
    // More failures than any threshold; the newest few of a set is again a set that merges.
    public const int Kept = 8;

    /// <summary>Of a route no turn took yet; holds nothing, ever.</summary>
    public static readonly Circuit Untouched = new();

    private readonly List<FailureRecord> _failures = [];

    public long LastSuccessAt { get; private set; }

    /// <summary>Leases open right now that are this circuit's probe.</summary>
    public int OpenProbes { get; set; }

    public IReadOnlyList<FailureRecord> Failures => _failures;

    public bool Record(OutcomeFact fact)
    {
        if (fact.Success)
        {
            if (fact.ObservedAtMs <= LastSuccessAt)
                return false;
            LastSuccessAt = fact.ObservedAtMs;
            return true;
        }

        var failure = FailureRecord.Of(fact);
        var index = _failures.BinarySearch(failure);
        if (index >= 0 || (_failures.Count == Kept && ~index == 0))
            return false;

        _failures.Insert(~index, failure);
        if (_failures.Count > Kept)
            _failures.RemoveAt(0);
        return true;
    }

    public CircuitReading Read(long now, long clearedAt, bool incident, CircuitOptions options)
    {
        var since = Math.Max(LastSuccessAt, clearedAt);
        var failures = 0;
        var newest = 0L;
        foreach (var failure in _failures)
        {
            if (failure.At <= since || (incident && failure.ProviderSuspect))
                continue;
            failures++;
            newest = failure.At;
        }

        var wiped = clearedAt > LastSuccessAt && _failures.Count > 0 && _failures[0].At <= clearedAt;
        var threshold = wiped ? 1 : options.FailureThreshold;
        var demotedUntil = newest == 0 ? 0 : newest + (long)options.Demotion.TotalMilliseconds;
        if (failures < threshold)
            return new CircuitReading(wiped ? CircuitState.HalfOpen : CircuitState.Closed, failures, 0, demotedUntil);

        var openUntil = newest + OpenMilliseconds(failures - threshold, options);
        return new CircuitReading(now < openUntil ? CircuitState.Open : CircuitState.HalfOpen, failures, openUntil, demotedUntil);
    }

    // Each failed probe doubles the wait, so that a dead route costs ever fewer attempts.
    private static long OpenMilliseconds(int failedProbes, CircuitOptions options) =>
        (long)Math.Min(options.Open.TotalMilliseconds * (1 << failedProbes), options.OpenAtMost.TotalMilliseconds);
}
