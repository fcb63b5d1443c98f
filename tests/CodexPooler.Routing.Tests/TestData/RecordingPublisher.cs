using System.Threading.Channels;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>Takes what is published; the first batches can be made to fail.</summary>
internal sealed class RecordingPublisher(int failures) : IEventPublisher
{
    private readonly Channel<DecisionMade> _published = Channel.CreateUnbounded<DecisionMade>();
    private int _failures = failures;

    public ChannelReader<DecisionMade> Published => _published.Reader;

    public Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        if (_failures-- > 0)
            throw new PublishUnconfirmedException(new IOException("The broker is away."));
        foreach (var message in messages.OfType<DecisionMade>())
            _published.Writer.TryWrite(message);
        return Task.CompletedTask;
    }
}
