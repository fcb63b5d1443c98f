using System.Diagnostics;
using System.Globalization;
using CodexPooler.Bench.Edge.Hosting;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.First;

/// <summary>The turns an edge serves first once it is ready, with and without a warm-up, each time in a new process.</summary>
internal sealed class FirstTurnsCommand : IBenchCommand
{
    public string Name => "edge-first";

    public string Usage =>
        "edge-first [--rounds 3] [--turns 1000] [--rate 200] [--warmup 3000]   " +
        "delays of the first turns after readiness, without and with Edge:Warmup:Turns";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var warmup = (int)arguments.Number("warmup", 3000);
        Cores.TakeLoad();
        using var loop = new EventLoop(sleeps: false);
        var upstream = new FakeUpstream(loop);
        var folder = Directory.CreateTempSubdirectory("codex-pooler-bench-").FullName;
        var work = new FirstTurns((int)arguments.Number("turns", 1000), arguments.Number("rate", 200));
        var (cold, warm) = (new List<FirstSample>(), new List<FirstSample>());
        // One router for all, which the first edge's turns warm; its cold start is not the edge's.
        var (process, router) = await EdgeProxy.StartRouterAsync(upstream.Port, folder);
        await using var companion = process;
        try
        {
            // Code of the load, the upstream and the router is compiled for an edge nobody looks at.
            await MeasureAsync(0);
            for (var round = 0; round < (int)arguments.Number("rounds", 3); round++)
            {
                cold.Add(await MeasureAsync(0));
                warm.Add(await MeasureAsync(warmup));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var without = FirstSample.Median(cold);
        var with = FirstSample.Median(warm);
        without.Print(Console.Out, "without");
        with.Print(Console.Out, $"with {warmup}");
        return with.P99 < without.P99 ? 0 : 1;

        async Task<FirstSample> MeasureAsync(int turns)
        {
            var own = Path.Combine(folder, Guid.NewGuid().ToString());
            var started = Stopwatch.GetTimestamp();
            await using var proxy = await EdgeProxy.StartAsync(upstream.Port, own, "edge", new Dictionary<string, string>
            {
                [HostSettings.Router] = router,
                ["CODEX_POOLER__Edge__Warmup__Turns"] = turns.ToString(CultureInfo.InvariantCulture),
            });
            var ready = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return work.Measure(loop, upstream, proxy) with { ReadySeconds = ready, Kilobytes = proxy.Process.ResidentKilobytes };
        }
    }
}
