using System.Collections.Concurrent;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>What became of all turns.</summary>
internal sealed class ChaosTally
{
    private readonly ConcurrentDictionary<string, int> _turnedAway = new();
    private readonly Milestones _completions = new();
    private readonly Milestones _ends = new();
    private int _complete;
    private int _cut;
    private long _slowest;

    public int Complete => _complete;

    /// <summary>Turns that ended in the middle of their answer.</summary>
    public int Cut => _cut;

    /// <summary>Turns that ended as they never should, or never ended.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Until so many more turns are complete.</summary>
    public Task CompletedAsync(int more, CancellationToken cancellationToken = default) =>
        _completions.AfterAsync(more, cancellationToken);

    /// <summary>Until so many more turns have come to any end: complete, cut, or turned away to ask again.</summary>
    public Task EndedAsync(int more, CancellationToken cancellationToken = default) =>
        _ends.AfterAsync(more, cancellationToken);

    public void Served(TimeSpan took)
    {
        Interlocked.Increment(ref _complete);
        _completions.Reach();
        _ends.Reach();
        var slowest = Volatile.Read(ref _slowest);
        while (took.Ticks > slowest && Interlocked.CompareExchange(ref _slowest, took.Ticks, slowest) != slowest)
            slowest = Volatile.Read(ref _slowest);
    }

    public void WasCut()
    {
        Interlocked.Increment(ref _cut);
        _ends.Reach();
    }

    /// <summary>Nothing of an answer was seen, and the client asks again by itself.</summary>
    public void TurnedAway(string end)
    {
        _turnedAway.AddOrUpdate(end, 1, (_, count) => count + 1);
        _ends.Reach();
    }

    public override string ToString() =>
        $"{Complete} turns complete (the slowest after {TimeSpan.FromTicks(_slowest).TotalSeconds:0.0} s), {Cut} cut, "
        + $"{Failures.Count} failed; turned away and asked again: "
        + string.Join(", ", _turnedAway.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Value}x {entry.Key}"));
}
