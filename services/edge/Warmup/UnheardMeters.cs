using System.Diagnostics.Metrics;

namespace CodexPooler.Edge.Warmup;

/// <summary>Meters by a name nobody listens to: what a rehearsal counts is in nobody's metrics.</summary>
internal sealed class UnheardMeters : IMeterFactory
{
    public const string Prefix = "Rehearsal.";
    private readonly List<Meter> _meters = [];
    private readonly Lock _gate = new();

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(Prefix + options.Name);
        lock (_gate) _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var meter in _meters) meter.Dispose();
        }
    }
}
