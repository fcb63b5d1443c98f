using System.Collections.Concurrent;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Accounting.Tests.TestData;

/// <summary>Hears what is published. That publishing reaches a broker is proven where the publisher is.</summary>
internal sealed class HeardEvents : IEventPublisher
{
    private readonly ConcurrentQueue<object> _heard = [];

    public IReadOnlyList<T> Of<T>() => [.. _heard.OfType<T>()];

    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        foreach (var message in messages) _heard.Enqueue(message);
        return Task.CompletedTask;
    }
}
