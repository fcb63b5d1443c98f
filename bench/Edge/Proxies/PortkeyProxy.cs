using System.Diagnostics;
using CodexPooler.Testing;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>The peer: Portkey's gateway from npm, as its lock file beside this project fixes it.</summary>
internal static class PortkeyProxy
{
    public static async Task<Proxy> StartAsync(int upstream)
    {
        var port = FreePort.Next();
        var server = Path.Combine(await InstallAsync(), "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
        var process = ProxyProcess.Start(
            "node", [server, $"--port={port}", "--headless"], new Dictionary<string, string> { ["NODE_ENV"] = "production" });
        await process.ReadyAsync(new($"http://127.0.0.1:{port}/"));
        var headers = "x-portkey-provider: openai\r\n" +
            $"x-portkey-custom-host: http://127.0.0.1:{upstream}/v1\r\nAuthorization: Bearer bench\r\nAccept: text/event-stream\r\n";
        return new("portkey", process, port, "/v1/responses", "/v1/responses", headers);
    }

    private static async Task<string> InstallAsync()
    {
        var script = Path.Combine(Repository.Root, "tests", "npm", "install.sh");
        using var install = Process.Start(
            new ProcessStartInfo(script, ["../../bench/peers/portkey"]) { RedirectStandardOutput = true })!;
        var folder = (await install.StandardOutput.ReadToEndAsync()).Trim();
        await install.WaitForExitAsync();
        return install.ExitCode == 0 ? folder : throw new InvalidOperationException("The peer could not be installed.");
    }
}
