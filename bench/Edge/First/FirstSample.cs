using System.Globalization;
using CodexPooler.Bench.Edge.Rows;

namespace CodexPooler.Bench.Edge.First;

/// <summary>Delays of one process's first turns, in microseconds.</summary>
/// <param name="Unsent">Turns that were due while every connection still waited for another.</param>
internal sealed record FirstSample(
    double FirstByteP50, double FirstByteP99, double P50, double P99, double Longest, double CpuMicros, double Unsent)
{
    public double ReadySeconds { get; init; }

    public double Kilobytes { get; init; }

    public static FirstSample Median(IReadOnlyList<FirstSample> samples) => new(
        Of(samples, sample => sample.FirstByteP50), Of(samples, sample => sample.FirstByteP99), Of(samples, sample => sample.P50),
        Of(samples, sample => sample.P99), Of(samples, sample => sample.Longest), Of(samples, sample => sample.CpuMicros),
        Of(samples, sample => sample.Unsent))
    {
        ReadySeconds = Of(samples, sample => sample.ReadySeconds),
        Kilobytes = Of(samples, sample => sample.Kilobytes),
    };

    public void Print(TextWriter output, string name)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: ready after {ReadySeconds:0.0} s, ") +
            string.Create(CultureInfo.InvariantCulture, $"RSS {Kilobytes / 1024:0} MB, CPU {CpuMicros:0} us a turn, ") +
            string.Create(CultureInfo.InvariantCulture, $"{Unsent:0} unsent"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  first byte  p50 {FirstByteP50,7:0} us   p99 {FirstByteP99,8:0} us"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  whole turn  p50 {P50,7:0} us   p99 {P99,8:0} us   longest {Longest:0} us"));
    }

    private static double Of(IReadOnlyList<FirstSample> samples, Func<FirstSample, double> value) =>
        Sample.Middle(samples.Select(value));
}
