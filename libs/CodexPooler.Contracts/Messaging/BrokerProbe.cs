using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CodexPooler.Contracts.Messaging;

/// <summary>Whether the broker takes us, asked on a connection of its own.</summary>
internal static class BrokerProbe
{
    /// <exception cref="BrokerUnreachableException">It is away or does not take us.</exception>
    public static async Task ConnectAsync(MessagingOptions options, string name, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Broker!,
            UserName = options.Username,
            Password = options.Password,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        };
        await using var connection = await factory.CreateConnectionAsync(name, cancellationToken);
        await connection.CloseAsync(cancellationToken);
    }
}
