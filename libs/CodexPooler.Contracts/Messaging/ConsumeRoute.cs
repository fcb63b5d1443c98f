using MassTransit;

namespace CodexPooler.Contracts.Messaging;

/// <summary>A durable queue shared by the replicas of one service.</summary>
internal sealed class ConsumeRoute<TMessage, THandler>(string queue, BatchLimits limits) : IBusRoute
    where TMessage : class
    where THandler : class, IMessageHandler<TMessage>
{
    public void Configure(IRabbitMqBusFactoryConfigurator bus, IServiceProvider services, MessagingOptions options) =>
        bus.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.Durable = true;
            if (options.QuorumQueues) endpoint.SetQuorumQueue();
            Connect(endpoint, services);
        });

    public void Configure(IInMemoryBusFactoryConfigurator bus, IServiceProvider services) =>
        bus.ReceiveEndpoint(queue, endpoint => Connect(endpoint, services));

    private void Connect(IReceiveEndpointConfigurator endpoint, IServiceProvider services)
    {
        endpoint.PrefetchCount = limits.Prefetch;
        endpoint.ConcurrentMessageLimit = limits.Prefetch;
        endpoint.Consumer(
            () => BatchConsumer<TMessage>.For<THandler>(services, queue),
            consumer => consumer.Options<BatchOptions>(batch => batch
                .SetMessageLimit(limits.Messages).SetTimeLimit(limits.Wait).SetConcurrencyLimit(limits.Concurrency)));
    }
}
