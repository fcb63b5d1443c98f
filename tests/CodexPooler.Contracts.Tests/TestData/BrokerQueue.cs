using System.Text;
using RabbitMQ.Client;

namespace CodexPooler.Contracts.Tests.TestData;

/// <summary>Looks at a queue with the broker's own client library, past the bus under test.</summary>
internal sealed class BrokerQueue(Uri broker, string queue)
{
    public Task<uint> CountAsync() => UseAsync(async channel => (await channel.QueueDeclarePassiveAsync(queue)).MessageCount);

    public Task<BrokerMessage?> TakeAsync() => UseAsync(async channel =>
    {
        var message = await channel.BasicGetAsync(queue, autoAck: true);
        return message is null
            ? null
            : new BrokerMessage(Encoding.UTF8.GetString(message.Body.Span), Texts(message.BasicProperties.Headers));
    });

    public Task PutAsync(string body, string contentType) => UseAsync(async channel =>
    {
        var properties = new BasicProperties { ContentType = contentType, Persistent = true };
        await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        return true;
    });

    private static Dictionary<string, string> Texts(IDictionary<string, object?>? headers) =>
        (headers ?? new Dictionary<string, object?>()).ToDictionary(
            header => header.Key,
            header => header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{header.Value}");

    private async Task<T> UseAsync<T>(Func<IChannel, Task<T>> use)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await use(channel);
    }
}
