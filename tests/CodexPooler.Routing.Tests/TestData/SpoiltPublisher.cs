using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>A bus whose first call fails with something nobody thought of; it takes the others.</summary>
internal sealed class SpoiltPublisher : IEventPublisher
{
    private int _calls;

    public int Taken => Math.Max(0, Volatile.Read(ref _calls) - 1);

    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        if (Interlocked.Increment(ref _calls) == 1)
            throw new InvalidOperationException("nobody thought of this");
        return Task.CompletedTask;
    }
}
