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

    public static async Task<Proxy> StartAsync(int upstream, string folder, bool ownRouter)
    {
        if (ownRouter) return await StartAsync(upstream, folder, "edge", new Dictionary<string, string>());
        var (router, address) = await StartRouterAsync(upstream, folder);
        var apart = new Dictionary<string, string> { [HostSettings.Router] = address };
        return await StartAsync(upstream, folder, "edge+router", apart) with { Companions = [router] };
    }

    public static async Task<Proxy> StartAsync(
        int upstream, string folder, string name, IReadOnlyDictionary<string, string> settings)
    {
        var port = FreePort.Next();
        var process = Host("edge-host", port, Path.Combine(folder, name), With(upstream, settings), null);
        await process.ReadyAsync(new($"http://127.0.0.1:{port}/healthz/ready"));
        return new(name, process, port, Responses, Responses + "/compact", Headers) { HasMetrics = true };
    }

    /// <summary>A router in a process of its own, and the address of its gRPC port.</summary>
    public static async Task<(ProxyProcess Process, string Address)> StartRouterAsync(int upstream, string folder)
    {
        var ports = (Http: FreePort.Next(), Grpc: FreePort.Next());
        var router = Host(
            "edge-router-host", ports.Http, Path.Combine(folder, "router"), With(upstream, new Dictionary<string, string>()),
            ports.Grpc);
        await router.ReadyAsync(new($"http://127.0.0.1:{ports.Http}/healthz/ready"));
        return (router, $"http://127.0.0.1:{ports.Grpc}");
    }

    private static Dictionary<string, string> With(int upstream, IReadOnlyDictionary<string, string> settings) =>
        new(settings) { [HostSettings.Upstream] = $"http://127.0.0.1:{upstream}/" };

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
