using System.Diagnostics;
using System.Runtime.InteropServices;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Rows;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge;

/// <summary>The edge beside nginx and a peer: processor time, delays, memory, in one run on one machine.</summary>
internal sealed class EdgeCommand : IBenchCommand
{
    private const int ScrapesToCompile = 120;
    private const string Peer = "portkey";

    public string Name => "edge";

    public string Usage =>
        "edge [ROW...] [--rounds 3] [--seconds 4] [--warm 20] [--again 2] [--peers yes|no] [--load spins|sleeps]   " +
        "CPU a turn and an event beside nginx and Portkey; rows: " + string.Join(' ', EdgeRows.All.Select(row => row.Name));

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var names = arguments.Words();
        var rows = EdgeRows.All.Where(row => names.Count == 0 || names.Contains(row.Name)).ToList();
        if (rows.Count < names.Count)
            throw new ArgumentException($"Rows are: {string.Join(' ', EdgeRows.All.Select(row => row.Name))}");
        var left = arguments.Text("peers", "yes") == "no" ? Peer : "";
        Cores.TakeLoad();
        using var loop = new EventLoop(sleeps: arguments.Text("load", "spins") == "sleeps");
        var upstream = new FakeUpstream(loop);
        var folder = Directory.CreateTempSubdirectory("codex-pooler-bench-").FullName;
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:u}");
        Console.WriteLine(MachineMood.Measure());
        try
        {
            var met = true;
            foreach (var row in rows)
            {
                var result = await MeasureAsync(row, row.Proxies.Where(name => name != left), arguments, loop, upstream, folder);
                result.Print(Console.Out);
                met &= result.IsMet;
            }

            return met ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Every row has processes of its own: what one leaves in a heap is not the next one's.
    private static async Task<RowResult> MeasureAsync(
        EdgeRow row, IEnumerable<string> names, BenchArguments arguments, EventLoop loop, FakeUpstream upstream, string folder)
    {
        var result = new RowResult(row);
        var proxies = new List<Proxy>();
        var unable = new HashSet<Proxy>();
        try
        {
            foreach (var name in names)
            {
                var proxy = await StartAsync(name, upstream.Port, Path.Combine(folder, row.Name));
                proxies.Add(proxy);
                // Telling its figures is compiled before anything is measured, not during it.
                for (var scrape = 0; scrape < ScrapesToCompile; scrape++) _ = proxy.AllocatedBytes();
            }

            for (var round = 0; round < (int)arguments.Number("rounds", 3); round++)
            {
                foreach (var proxy in proxies.Where(proxy => !unable.Contains(proxy)))
                {
                    // The first round also compiles; nginx and node need less, but get the same.
                    var warm = TimeSpan.FromSeconds(arguments.Number(round == 0 ? "warm" : "again", round == 0 ? 20 : 2));
                    try
                    {
                        result.Add(proxy.Name,
                            row.Measure(loop, upstream, proxy, warm, TimeSpan.FromSeconds(arguments.Number("seconds", 4))));
                    }
                    catch (InvalidOperationException cause) when (proxy.Name == Peer)
                    {
                        // What a peer cannot do is no reason to leave the others unmeasured.
                        unable.Add(proxy);
                        Console.WriteLine($"{row.Name}: {Peer} is left out: {cause.InnerException?.Message ?? cause.Message}");
                    }
                }
            }
        }
        finally
        {
            foreach (var proxy in proxies) await proxy.DisposeAsync();
        }

        return result;
    }

    private static Task<Proxy> StartAsync(string name, int upstream, string folder) => name switch
    {
        "edge" => EdgeProxy.StartAsync(upstream, folder, ownRouter: true),
        "edge+router" => EdgeProxy.StartAsync(upstream, folder, ownRouter: false),
        "nginx" => NginxProxy.StartAsync(upstream, Path.Combine(folder, "nginx")),
        Peer => PortkeyProxy.StartAsync(upstream),
        _ => throw new UnreachableException(name),
    };
}
