using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>What an edge does: publish until the broker has it, again when that is not sure.</summary>
internal sealed class TurnPublisher : IAsyncDisposable
{
    private readonly IHost _host;

    private PublishUnconfirmedException? _last;

    private TurnPublisher(IHost host) => _host = host;

    /// <summary>Messages sent again because their confirm was lost.</summary>
    public int Repeated { get; private set; }

    public static async Task<TurnPublisher> StartAsync(Uri broker, bool quorumQueues = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:Broker"] = broker.ToString(),
            ["Messaging:QuorumQueues"] = $"{quorumQueues}",
            ["Messaging:ConfirmTimeout"] = "00:00:03",
        });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddMessaging(
            bus => bus.Publishes<TurnSettled>(Queues.LedgerTurns).Publishes<DecisionMade>(Queues.LedgerDecisions));
        var host = builder.Build();
        await host.StartAsync();
        return new TurnPublisher(host);
    }

    public async Task PublishAsync<T>(IReadOnlyList<T> messages)
        where T : class
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var publisher = _host.Services.GetRequiredService<IEventPublisher>();
        while (true)
        {
            try
            {
                await publisher.PublishAsync(messages, deadline.Token);
                return;
            }
            catch (PublishUnconfirmedException unconfirmed)
            {
                Repeated += messages.Count;
                if (deadline.IsCancellationRequested) throw;
                await Task.WhenAny(Task.Delay(100, deadline.Token));
                _last = unconfirmed;
            }
            catch (OperationCanceledException) when (_last is { } cause)
            {
                throw new TimeoutException($"The broker took nothing for two minutes: {cause.InnerException}", cause);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
