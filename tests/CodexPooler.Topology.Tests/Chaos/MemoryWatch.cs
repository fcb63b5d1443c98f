using System.Diagnostics;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>What every process has in memory, over each of its lives.</summary>
internal sealed class MemoryWatch(IReadOnlyList<Member> members)
{
    private const double Growth = 1.25;
    private const long Slack = 24 * 1024 * 1024;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Name, int Process), List<(TimeSpan At, long Bytes)>> _lives = [];

    public async Task RunAsync(CancellationToken ending)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
            {
                foreach (var member in members)
                {
                    var (process, bytes) = member.Resident;
                    if (bytes == 0) continue;
                    var life = (member.Name, process);
                    if (!_lives.TryGetValue(life, out var readings)) _lives[life] = readings = [];
                    readings.Add((clock.Elapsed, bytes));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>Of every life of at least this length: its second quarter, when it is warm, against its last.</summary>
    public IEnumerable<(string Life, bool IsFlat)> Lives(TimeSpan shortest)
    {
        foreach (var ((name, process), readings) in _lives.OrderBy(life => life.Key.Name, StringComparer.Ordinal))
        {
            var length = readings[^1].At - readings[0].At;
            if (length < shortest) continue;
            var quarter = readings.Count / 4;
            var (warm, late) = (Mean(readings[quarter..(2 * quarter)]), Mean(readings[^quarter..]));
            yield return (
                $"{name} ({process}) over {length.TotalSeconds:0} s: {warm >> 20} MiB, then {late >> 20} MiB",
                late <= (warm * Growth) + Slack);
        }
    }

    private static long Mean(List<(TimeSpan At, long Bytes)> readings) => (long)readings.Average(reading => reading.Bytes);
}
