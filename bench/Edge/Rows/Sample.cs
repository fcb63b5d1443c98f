namespace CodexPooler.Bench.Edge.Rows;

/// <summary>What one window of one proxy gave.</summary>
/// <param name="PerSecond">Turns or events a second.</param>
/// <param name="CpuMicros">Processor time of the proxy for one of them.</param>
/// <param name="Allocated">Bytes of managed memory for one of them; they do not depend on who else is busy.</param>
/// <param name="Foreign">Part of the proxy's core that others used meanwhile.</param>
internal sealed record Sample(
    double PerSecond, double CpuMicros, double P50, double P99, double FirstP50, double Kilobytes, double Foreign,
    double Allocated)
{
    public static Sample Median(IReadOnlyList<Sample> samples) => new(
        Of(samples, sample => sample.PerSecond), Of(samples, sample => sample.CpuMicros), Of(samples, sample => sample.P50),
        Of(samples, sample => sample.P99), Of(samples, sample => sample.FirstP50), Of(samples, sample => sample.Kilobytes),
        Of(samples, sample => sample.Foreign), Of(samples, sample => sample.Allocated));

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Of(IEnumerable<Sample> samples, Func<Sample, double> value) => Middle(samples.Select(value));
}
