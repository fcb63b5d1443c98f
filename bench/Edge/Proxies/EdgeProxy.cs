using System.Globalization;
using CodexPooler.Bench.Edge.Hosting;
using CodexPooler.Testing;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>The edge with everything on.</summary>
internal static class EdgeProxy
{
    public const string Responses = "/backend-api/codex/responses";

    public static string Headers { get; } =
        $"Authorization: Bearer {HostSettings.Key}\r\nUser-Agent: codex_exec/0.169.0\r\noriginator: codex_exec\r\n" +
        "Accept: text/event-stream\r\nsession-id: 0199aaaa-0000-7000-8000-000000000001\r\nOpenAI-Beta: responses=experimental\r\n";

    public static async Task<Proxy> StartAsync(int upstream, string folder, bool ownRouter, int warmupTurns = 0)
    {
        var environment = new Dictionary<string, string> { [HostSettings.Upstream] = $"http://127.0.0.1:{upstream}/" };
        ProxyProcess? router = null;
        if (!ownRouter)
        {
            var ports = (Http: FreePort.Next(), Grpc: FreePort.Next());
            router = Host("edge-router-host", ports.Http, Path.Combine(folder, "router"), environment, ports.Grpc);
            await router.ReadyAsync(new($"http://127.0.0.1:{ports.Http}/healthz/ready"));
            environment[HostSettings.Router] = $"http://127.0.0.1:{ports.Grpc}";
        }

        var port = FreePort.Next();
        environment["CODEX_POOLER__Edge__Warmup__Turns"] = warmupTurns.ToString(CultureInfo.InvariantCulture);
        var process = Host("edge-host", port, Path.Combine(folder, ownRouter ? "edge" : "edge-apart"), environment, null);
        await process.ReadyAsync(new($"http://127.0.0.1:{port}/healthz/ready"));
        return new(ownRouter ? "edge" : "edge+router", process, port, Responses, Responses + "/compact", Headers)
        {
            Companions = router is null ? [] : [router],
            HasMetrics = true,
        };
    }

    private static ProxyProcess Host(
        string command, int port, string folder, IReadOnlyDictionary<string, string> environment, int? grpcPort)
    {
        Directory.CreateDirectory(folder);
        var settings = new Dictionary<string, string>(environment)
        {
            // The bench itself runs with the collector of servers, the services do not.
            ["DOTNET_gcServer"] = "0",
            ["CODEX_POOLER__Listen__HttpPort"] = port.ToString(CultureInfo.InvariantCulture),
        };
        if (grpcPort is { } grpc) settings["CODEX_POOLER__Listen__GrpcPort"] = grpc.ToString(CultureInfo.InvariantCulture);
        else
        {
            settings["CODEX_POOLER__Edge__Spool__Folder"] = Path.Combine(folder, "spool");
            settings["CODEX_POOLER__Edge__Directory__File"] = Path.Combine(folder, "directory.snapshot");
        }

        return ProxyProcess.Start(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "CodexPooler.Bench.dll"), command], settings);
    }
}
