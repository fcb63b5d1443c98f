using CodexPooler.Contracts.Routing.V1;
using Google.Protobuf;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// One connection to the broker: a fan-out exchange to speak to all, and a queue of our own, gone with the connection. Its
/// recovery is ours to do: the client library's would hide the gap that has to be closed with a snapshot.
/// </summary>
internal sealed class BrokerWire : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _exchange;
    private readonly SemaphoreSlim _publishing = new(1, 1);
    private string _queue = "";

    private BrokerWire(IConnection connection, IChannel channel, string exchange) =>
        (_connection, _channel, _exchange) = (connection, channel, exchange);

    public static async Task<BrokerWire> ConnectAsync(
        ReplicationOptions options,
        Func<BrokerWire, ReadOnlyMemory<byte>, CancellationToken, Task> heard,
        CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Broker!,
            UserName = options.Username,
            Password = options.Password,
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            ClientProvidedName = "codex-pooler router",
        };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var wire = new BrokerWire(connection, channel, options.Exchange);
            await wire.ListenAsync(heard, cancellationToken);
            return wire;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void ThrowIfClosed()
    {
        if (!_channel.IsOpen)
            throw new AlreadyClosedException(_channel.CloseReason ?? _connection.CloseReason!);
    }

    public Task TellAsync(FactBatch batch, CancellationToken cancellationToken)
    {
        if (batch.SnapshotWanted || batch.Explain.Count > 0)
            batch.ReplyTo = _queue;
        return PublishAsync(_exchange, "", batch, cancellationToken);
    }

    public Task SendAsync(string queue, FactBatch batch, CancellationToken cancellationToken) =>
        PublishAsync("", queue, batch, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _publishing.Dispose();
    }

    private async Task ListenAsync(
        Func<BrokerWire, ReadOnlyMemory<byte>, CancellationToken, Task> heard, CancellationToken cancellationToken)
    {
        await _channel.ExchangeDeclareAsync(
            _exchange, ExchangeType.Fanout, durable: false, autoDelete: false, cancellationToken: cancellationToken);
        var queue = await _channel.QueueDeclareAsync(
            "", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
        _queue = queue.QueueName;
        await _channel.QueueBindAsync(_queue, _exchange, "", cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) => heard(this, delivery.Body, delivery.CancellationToken);
        await _channel.BasicConsumeAsync(_queue, autoAck: true, consumer, cancellationToken);
    }

    // Snapshots are sent from the consumer, batches from the timer; one channel must not be written by both at once.
    private async Task PublishAsync(string exchange, string routingKey, FactBatch batch, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            await _channel.BasicPublishAsync(exchange, routingKey, batch.ToByteArray(), cancellationToken);
        }
        finally
        {
            _publishing.Release();
        }
    }
}
