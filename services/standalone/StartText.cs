using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Standalone;

/// <summary>Tells whoever started the process where everything is and how to go on.</summary>
internal sealed class StartText(IServer server, DataFolder data) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var address = addresses.First(one => !one.Contains("unix:", StringComparison.Ordinal));
        var place = data.IsDefault ? "~/.codex-pooler" : data.Path;
        var option = data.IsDefault ? "" : $" --data {data.Path}";
        await Console.Out.WriteLineAsync(
            $"""
            Codex Pooler is ready on {address}. First steps, in another terminal:
              pooler{option} pool create team
              pooler{option} account link --pool team
              pooler{option} key create team laptop
              pooler{option} key show-config codex --url {address}

            Clients: {address}/backend-api/codex and {address}/v1
            State: {address}/healthz/ready, metrics {address}/metrics
            Data: {place} (databases, sealed tokens in vault/, waiting usage in spool/, exports/)
            Stop: Ctrl-C; running turns finish first
            """);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
