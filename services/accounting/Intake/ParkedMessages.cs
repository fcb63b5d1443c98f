using System.Text;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Messaging;
using Grpc.Core;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CodexPooler.Accounting.Intake;

/// <summary>Shows what was parked and puts it back. Looked at by hand and rarely, so each call connects for itself.</summary>
internal sealed class ParkedMessages(IOptions<MessagingOptions> options)
{
    private const int Most = 500;

    private static readonly string[] Sources = [Queues.LedgerTurns, Queues.LedgerDecisions];

    private readonly MessagingOptions _options = options.Value;

    /// <summary>Nothing is acknowledged, so closing the channel puts every message back in its place.</summary>
    public async Task<ListParkedReply> ListAsync(CancellationToken cancellationToken)
    {
        var reply = new ListParkedReply();
        await VisitAsync(
            (_, queue, message) =>
            {
                reply.Messages.Add(new ParkedMessage
                {
                    MessageId = message.BasicProperties.MessageId ?? "",
                    Queue = queue,
                    Reason = ReasonOf(message.BasicProperties),
                    Bytes = message.Body.Length,
                });
                return Task.CompletedTask;
            },
            cancellationToken);
        return reply;
    }

    /// <summary>A message leaves its parking place only after the broker has confirmed it in the queue.</summary>
    public async Task<int> ReplayAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken)
    {
        var replayed = 0;
        await VisitAsync(
            async (channel, queue, message) =>
            {
                if (messageIds.Count > 0 && !messageIds.Contains(message.BasicProperties.MessageId)) return;
                await channel.BasicPublishAsync(
                    "", queue, mandatory: true, new BasicProperties(message.BasicProperties), message.Body, cancellationToken);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
                replayed++;
            },
            cancellationToken);
        return replayed;
    }

    private async Task VisitAsync(Func<IChannel, string, BasicGetResult, Task> visit, CancellationToken cancellationToken)
    {
        if (_options.Transport != BusTransport.RabbitMq)
            throw new RpcException(
                new Status(StatusCode.FailedPrecondition, "nothing is parked without a broker; the log names each message"));
        var factory = new ConnectionFactory
        {
            Uri = _options.Broker!,
            UserName = _options.Username,
            Password = _options.Password,
        };
        await using var connection = await factory.CreateConnectionAsync("codex-pooler parked messages", cancellationToken);
        foreach (var queue in Sources)
        {
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellationToken);
            try
            {
                // No more than are there now: a replayed message may be parked again while this runs.
                var count = Math.Min(Most, await channel.MessageCountAsync(ParkedQueue.Of(queue), cancellationToken));
                for (var i = 0; i < count; i++)
                {
                    if (await channel.BasicGetAsync(
                        ParkedQueue.Of(queue), autoAck: false, cancellationToken) is not { } message) break;
                    await visit(channel, queue, message);
                }
            }
            catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                // The queue is made when the first message is parked.
            }
        }
    }

    private static string ReasonOf(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue(ParkedQueue.ReasonHeader, out var reason) == true
            ? reason as string ?? (reason is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "")
            : "";
}
