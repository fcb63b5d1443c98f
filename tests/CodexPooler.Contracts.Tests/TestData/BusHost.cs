using CodexPooler.Contracts.Messaging;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Contracts.Tests.TestData;

/// <summary>A process's worth of bus: a host with routes and a ledger behind its handlers.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BusHost(IHost host) => _host = host;

    public ProbeLedger Ledger => _host.Services.GetRequiredService<ProbeLedger>();

    public IBusControl Bus => _host.Services.GetRequiredService<IBusControl>();

    public Task PublishAsync(params IEnumerable<Probed> messages) =>
        _host.Services.GetRequiredService<IEventPublisher>().PublishAsync(messages.ToList(), CancellationToken.None);

    public static async Task<BusHost> StartAsync(
        Action<BusRoutes> routes, Uri? broker = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:Transport"] = broker is null ? "InMemory" : "RabbitMq",
            ["Messaging:Broker"] = broker?.ToString() ?? "amqp://not-used/",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<ProbeLedger>();
        builder.AddMessaging(routes);
        var host = builder.Build();
        return await InOwnFlowAsync(async () =>
        {
            try
            {
                await host.StartAsync();
                return new BusHost(host);
            }
            catch
            {
                host.Dispose();
                throw;
            }
        });
    }

    // The bus keeps its logger factory in the caller's flow: two processes' worth of bus must not share one.
    private static Task<BusHost> InOwnFlowAsync(Func<Task<BusHost>> start)
    {
        using var apart = ExecutionContext.SuppressFlow();
        return Task.Run(start);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
