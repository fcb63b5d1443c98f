using MassTransit;

namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Binds the durable queue from the publisher's side. The broker confirms a message that no queue is bound for, and drops it: a
/// publisher that starts before its first consumer would lose what it was told is safe.
/// </summary>
internal sealed class PublishRoute<TMessage>(string queue) : IPublishRoute
    where TMessage : class
{
    public void Configure(IRabbitMqBusFactoryConfigurator bus, IServiceProvider services, MessagingOptions options)
    {
        // The consumer reaches the same queue through an exchange of its own; the broker delivers once a queue all the same.
        var exchange = bus.MessageTopology.GetMessageTopology<TMessage>().EntityName;
        bus.Publish<TMessage>(topology => topology.BindQueue(exchange, queue, binding =>
        {
            binding.Durable = true;
            if (options.QuorumQueues) binding.SetQuorumQueue();
        }));
    }

    public void Configure(IInMemoryBusFactoryConfigurator bus, IServiceProvider services)
    {
    }
}
