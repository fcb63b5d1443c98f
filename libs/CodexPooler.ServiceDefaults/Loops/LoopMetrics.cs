using System.Diagnostics.Metrics;

namespace CodexPooler.ServiceDefaults.Loops;

internal static class LoopMetrics
{
    public const string Name = "CodexPooler.Loops";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "codexpooler_loop_failures", description: "Rounds of background loops that ended in an unforeseen exception.");

    public static void Failed(string loop) => Failures.Add(1, new KeyValuePair<string, object?>("loop", loop));
}
