using CodexPooler.ServiceDefaults.Settings;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Contracts.Messaging;

public static class MessagingExtensions
{
    /// <summary>Adds to the process's one bus, of the transport that <see cref="MessagingOptions"/> names.</summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder, Action<BusRoutes> routes)
    {
        if (!builder.Properties.TryGetValue(typeof(BusRoutes), out var existing))
        {
            existing = new BusRoutes(builder.Services);
            builder.Properties[typeof(BusRoutes)] = existing;
            AddBus(builder, (BusRoutes)existing);
        }

        routes((BusRoutes)existing);
        return builder;
    }

    /// <summary>
    /// Before any module: they may name their routes, but there is no bus. What they publish goes to the host's own publisher.
    /// </summary>
    public static IHostApplicationBuilder AddNoBus<TPublisher>(this IHostApplicationBuilder builder)
        where TPublisher : class, IEventPublisher
    {
        builder.Properties[typeof(BusRoutes)] = new BusRoutes(builder.Services);
        builder.Services.AddSingleton<IEventPublisher, TPublisher>();
        return builder;
    }

    private static void AddBus(IHostApplicationBuilder builder, BusRoutes routes)
    {
        builder.AddSettings<MessagingOptions>(MessagingOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        var options = builder.ReadSettings<MessagingOptions>(MessagingOptions.Section);
        var broker = options.Transport == BusTransport.RabbitMq;
        builder.Services.AddSingleton(routes);
        if (broker) builder.Services.AddSingleton<IEventPublisher, RabbitMqPublisher>();
        else builder.Services.AddSingleton<IEventPublisher, InMemoryPublisher>();
        if (broker && options.Required) builder.Services.AddHostedService<BrokerPreflight>();
        if (broker) builder.Services.AddHostedService<ConsumerWatch>();
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = !broker || options.Required);
        builder.Services.AddMassTransit(bus =>
        {
            // Losing the broker must not take a service out of rotation: events wait, traffic goes on.
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            if (broker) bus.UsingRabbitMq((context, rabbit) => Configure(rabbit, context, routes, options));
            else bus.UsingInMemory((context, memory) => Configure(memory, context, routes));
        });
    }

    private static void Configure(
        IRabbitMqBusFactoryConfigurator bus, IServiceProvider services, BusRoutes routes, MessagingOptions options)
    {
        bus.ConnectTo(options);
        Park(bus);
        foreach (var route in routes.All) route.Configure(bus, services, options);
    }

    private static void Configure(IInMemoryBusFactoryConfigurator bus, IServiceProvider services, BusRoutes routes)
    {
        Park(bus);
        foreach (var route in routes.All) route.Configure(bus, services);
    }

    private static void Park(IBusFactoryConfigurator bus)
    {
        bus.SendTopology.ErrorQueueNameFormatter = new ParkedQueue();
        bus.SendTopology.DeadLetterQueueNameFormatter = new ParkedQueue();
    }
}
