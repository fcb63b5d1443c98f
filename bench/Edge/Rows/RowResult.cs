using System.Globalization;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>The samples of a row, round by round.</summary>
internal sealed class RowResult(EdgeRow row)
{
    private readonly Dictionary<string, List<Sample>> _samples = [];

    public void Add(string proxy, Sample sample)
    {
        if (!_samples.TryGetValue(proxy, out var samples)) _samples[proxy] = samples = [];
        samples.Add(sample);
    }

    public Sample? Of(string proxy) => _samples.TryGetValue(proxy, out var samples) ? Sample.Median(samples) : null;

    public double Ratio(string proxy, string other) =>
        _samples.TryGetValue(proxy, out var own) && _samples.TryGetValue(other, out var others)
            ? Sample.Middle(own.Zip(others, (a, b) => a.CpuMicros / b.CpuMicros))
            : double.NaN;

    public bool IsMet => row.Goals.All(goal => goal.Value(this) is var value && (double.IsNaN(value) || goal.IsMet(value)));

    public void Print(TextWriter output)
    {
        output.WriteLine($"\n{row.Name}: {row.Title}");
        output.WriteLine($"  {"proxy",-12} {"CPU us",9} {"per second",11} {"p50 us",9} {"p99 us",9} {"first p50",9} {"RSS KB/" + row.Unit,12} {"foreign",8} {"alloc B",9}");
        foreach (var (proxy, samples) in _samples)
        {
            var middle = Sample.Median(samples);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {proxy,-12} {middle.CpuMicros,9:0.0} {middle.PerSecond,11:0} {middle.P50,9:0} {middle.P99,9:0} {middle.FirstP50,9:0} ") +
                string.Create(CultureInfo.InvariantCulture, $"{middle.Kilobytes,12:0.0} {middle.Foreign,8:P0} {middle.Allocated,9:0}"));
        }

        foreach (var goal in row.Goals) output.WriteLine("  " + goal.Describe(this));
    }
}
