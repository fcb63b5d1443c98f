using System.Text.Json;
using CodexPooler.Contracts.Messaging;
using MassTransit.Serialization;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>Writes what a rehearsal settles as the bus would, and forgets it.</summary>
internal sealed class NoLedger : IEventPublisher
{
    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        foreach (var message in messages) JsonSerializer.Serialize(Stream.Null, message, SystemTextJsonMessageSerializer.Options);
        return Task.CompletedTask;
    }
}
