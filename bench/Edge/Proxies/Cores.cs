using System.Diagnostics;
using System.Globalization;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>The proxy has one core for itself, load and upstream share another.</summary>
internal static class Cores
{
    public const string Load = "0";
    public const string Proxy = "1";

    public static void TakeLoad()
    {
        var self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var taskset = Process.Start(
            new ProcessStartInfo("taskset", ["-a", "-p", "-c", Load, self]) { RedirectStandardOutput = true })!;
        taskset.WaitForExit();
    }

    /// <summary>Microseconds the proxy's core was busy since the machine started, whoever with.</summary>
    public static double BusyMicros()
    {
        var line = File.ReadLines("/proc/stat").First(row => row.StartsWith("cpu" + Proxy, StringComparison.Ordinal));
        var fields = line.Split(' ')[1..].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (fields.Sum() - fields[3] - fields[4]) * 10_000.0;
    }
}
