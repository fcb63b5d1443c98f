namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Handles messages of one kind, in batches. Messages come at least once and in any order: a handler is idempotent, by the id
/// each message carries. It throws <see cref="PoisonMessageException"/> for a message that can never be handled; any other
/// exception means "not now" and the message comes again.
/// </summary>
public interface IMessageHandler<in TMessage>
    where TMessage : class
{
    Task HandleAsync(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken);
}
