using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>
/// A broker that holds everything at once: what is measured of settlement ends at the spool, which is read and forgotten
/// all the same.
/// </summary>
internal sealed class BenchPublisher : IEventPublisher
{
    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class => Task.CompletedTask;
}
