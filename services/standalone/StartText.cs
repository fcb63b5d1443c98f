using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Standalone;

/// <summary>Tells whoever started the process for the first time how to go on.</summary>
internal sealed class StartText(IServiceProvider services, TextWriter output, string dataOption) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var address = addresses.First(one => !one.Contains("unix:", StringComparison.Ordinal));
        await output.WriteLineAsync(
            $"""
            Codex Pooler is ready on {address}. First steps, in another terminal:
              pooler{dataOption} pool create team
              pooler{dataOption} account link --pool team
              pooler{dataOption} key create team laptop
              pooler{dataOption} key show-config codex --url {address}
            """);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
