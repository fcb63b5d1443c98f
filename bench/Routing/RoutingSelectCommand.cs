using System.Diagnostics;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Bench.Routing;

/// <summary>How long one selection takes inside the process, with every candidate judged and kept for Explain.</summary>
internal sealed class RoutingSelectCommand : IBenchCommand
{
    private const double GoalMedian = 20;
    private const double GoalTail = 100;

    public string Name => "routing";

    public string Usage =>
        "routing [--accounts 1000] [--keys 10000] [--pins 100000] [--selects 40000]   one selection; goal p50 20 us, p99 100 us";

    public Task<int> RunAsync(BenchArguments arguments)
    {
        var accounts = (int)arguments.Number("accounts", 1000);
        var keys = (int)arguments.Number("keys", 10_000);
        var pins = (int)arguments.Number("pins", 100_000);
        var selects = (int)arguments.Number("selects", 40_000);
        var met = true;
        foreach (var strategy in Enum.GetValues<RoutingStrategy>().Where(s => s != RoutingStrategy.Unspecified))
        {
            var load = new RoutingLoad(RoutingDirectory.Build(strategy, accounts, keys, pins), keys, pins);
            load.Run(selects / 2, null);
            var times = new double[selects];
            var before = GC.GetAllocatedBytesForCurrentThread();
            load.Run(selects, times);
            var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / selects;
            Array.Sort(times);
            var (median, tail) = (times[selects / 2], times[(int)(selects * 0.99)]);
            Console.WriteLine($"{strategy,-22} p50 {median,6:F1} us   p99 {tail,6:F1} us   {allocated} B a turn");
            met &= strategy != RoutingStrategy.BridgeRing || (median < GoalMedian && tail < GoalTail);
        }

        Console.WriteLine(
            $"{accounts} accounts, {keys} keys, {pins} pins; bridge_ring (default) decides: {(met ? "met" : "missed")}");
        return Task.FromResult(met ? 0 : 1);
    }
}
