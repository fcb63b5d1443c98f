using MassTransit;

namespace CodexPooler.Contracts.Messaging;

/// <summary>A temporary queue of this replica alone: it sees every message while it runs, and none afterwards.</summary>
internal sealed class SubscribeRoute<TMessage, THandler>(BatchLimits limits) : IBusRoute
    where TMessage : class
    where THandler : class, IMessageHandler<TMessage>
{
    private readonly string _queue = $"{typeof(TMessage).Name.ToLowerInvariant()}-{Guid.CreateVersion7():N}";

    public void Configure(IRabbitMqBusFactoryConfigurator bus, IServiceProvider services, MessagingOptions options) =>
        bus.ReceiveEndpoint(_queue, endpoint =>
        {
            endpoint.Durable = false;
            endpoint.AutoDelete = true;
            endpoint.QueueExpiration = TimeSpan.FromMinutes(1);
            Connect(endpoint, services);
        });

    public void Configure(IInMemoryBusFactoryConfigurator bus, IServiceProvider services) =>
        bus.ReceiveEndpoint(_queue, endpoint => Connect(endpoint, services));

    private void Connect(IReceiveEndpointConfigurator endpoint, IServiceProvider services)
    {
        endpoint.PrefetchCount = limits.Prefetch;
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        endpoint.Consumer(
            () => BatchConsumer<TMessage>.For<THandler>(services, parkIn: null),
            consumer => consumer.Options<BatchOptions>(batch => batch
                .SetMessageLimit(limits.Messages).SetTimeLimit(limits.Wait).SetConcurrencyLimit(limits.Concurrency)));
    }
}
