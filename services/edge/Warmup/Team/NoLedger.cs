using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>Takes what a rehearsal settles and forgets it.</summary>
internal sealed class NoLedger : IEventPublisher
{
    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class => Task.CompletedTask;
}
