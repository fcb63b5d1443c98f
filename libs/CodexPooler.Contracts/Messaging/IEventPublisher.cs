namespace CodexPooler.Contracts.Messaging;

/// <summary>Publishes events. Whoever must not lose one keeps it until <see cref="PublishAsync"/> has returned.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Returns when the broker holds every message. Throws <see cref="PublishUnconfirmedException"/> when it may not: publish
    /// them again, for consumers know a message by its id.
    /// </summary>
    Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class;
}
