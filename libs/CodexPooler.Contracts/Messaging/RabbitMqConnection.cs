using MassTransit;

namespace CodexPooler.Contracts.Messaging;

internal static class RabbitMqConnection
{
    public static void ConnectTo(this IRabbitMqBusFactoryConfigurator bus, MessagingOptions options) =>
        bus.Host(options.Broker!, host =>
        {
            host.Username(options.Username);
            host.Password(options.Password);
            host.PublisherConfirmation = true;
        });
}
