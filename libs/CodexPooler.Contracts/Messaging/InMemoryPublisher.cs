using MassTransit;

namespace CodexPooler.Contracts.Messaging;

internal sealed class InMemoryPublisher(IBus bus) : IEventPublisher
{
    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class => bus.PublishBatch(messages, cancellationToken);
}
