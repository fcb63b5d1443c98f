using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;
using Grpc.Core;

namespace CodexPooler.Standalone;

/// <summary>Refuses to listen where others can reach it while nobody could sign in. Runs before the web server.</summary>
internal sealed class OpenAddressGuard(IServiceProvider services, ListenOptions listen) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (listen.IsLoopback) return;
        var directory = new DirectoryAdmin.DirectoryAdminClient(services.GetRequiredKeyedService<CallInvoker>(LocalCalls.Host));
        var known = await directory.ListOperatorsAsync(new ListRequest(), cancellationToken: cancellationToken);
        if (known.Operators.Any(one => one.Active)) return;
        throw new StartupException(new(
            $"{ListenOptions.Section}:Address is '{listen.Address}', which others can reach, and there is no operator yet",
            $"{ListenOptions.Section}:Address",
            "Start it on 127.0.0.1, create an operator with 'pooler operator create', then start it again"));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
