using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CodexPooler.Testing.RabbitMq;

/// <summary>
/// Hears every message that is published in a virtual host, whichever exchange it goes to, through the broker's own tracer.
/// </summary>
public sealed class BrokerTap : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private BrokerTap(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Each message's body, and all that the broker tells of it.</summary>
    public IReadOnlyCollection<byte[]> Messages => _messages;

    public static async Task<BrokerTap> OpenAsync(RabbitMqServer server, Uri broker)
    {
        await server.TraceAsync(broker);
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var tap = new BrokerTap(connection, await connection.CreateChannelAsync());
        var queue = await tap._channel.QueueDeclareAsync();
        await tap._channel.QueueBindAsync(queue.QueueName, "amq.rabbitmq.trace", "publish.#");
        var consumer = new AsyncEventingBasicConsumer(tap._channel);
        consumer.ReceivedAsync += tap.KeepAsync;
        await tap._channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task KeepAsync(object sender, BasicDeliverEventArgs told)
    {
        var about = new StringBuilder(told.RoutingKey);
        Write(told.BasicProperties.Headers, about);
        _messages.Enqueue([.. told.Body.Span, .. Encoding.UTF8.GetBytes(about.ToString())]);
        return Task.CompletedTask;
    }

    private static void Write(object? value, StringBuilder text)
    {
        text.Append('\n');
        switch (value)
        {
            case byte[] bytes: text.Append(Encoding.UTF8.GetString(bytes)); break;
            case IDictionary<string, object?> table:
                foreach (var (name, held) in table)
                {
                    text.Append(name);
                    Write(held, text);
                }

                break;
            case IEnumerable<object?> many:
                foreach (var one in many) Write(one, text);
                break;
            default: text.Append(value); break;
        }
    }
}
