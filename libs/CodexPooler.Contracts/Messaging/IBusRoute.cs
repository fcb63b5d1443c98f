using MassTransit;

namespace CodexPooler.Contracts.Messaging;

/// <summary>One thing a service sends or receives, on either transport.</summary>
internal interface IBusRoute
{
    void Configure(IRabbitMqBusFactoryConfigurator bus, IServiceProvider services, MessagingOptions options);

    void Configure(IInMemoryBusFactoryConfigurator bus, IServiceProvider services);
}
