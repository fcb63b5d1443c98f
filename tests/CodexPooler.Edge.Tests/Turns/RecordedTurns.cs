using System.Collections.Concurrent;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>Takes what the forwarder publishes; the real broker proves itself in the messaging tests.</summary>
internal sealed class RecordedTurns : IEventPublisher
{
    public ConcurrentQueue<TurnSettled> All { get; } = new();

    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        foreach (var settled in messages.OfType<TurnSettled>()) All.Enqueue(settled);
        return Task.CompletedTask;
    }
}
