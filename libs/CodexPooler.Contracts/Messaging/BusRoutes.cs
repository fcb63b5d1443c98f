using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CodexPooler.Contracts.Messaging;

/// <summary>What a service sends and receives. Several modules of one process add to the same bus.</summary>
public sealed class BusRoutes
{
    private readonly IServiceCollection _services;
    private readonly List<IBusRoute> _routes = [];

    internal BusRoutes(IServiceCollection services) => _services = services;

    internal IReadOnlyList<IBusRoute> All => _routes;

    /// <summary>Says which durable queue must hold what this service publishes, before anybody reads it.</summary>
    public BusRoutes Publishes<TMessage>(string queue)
        where TMessage : class => Add(new PublishRoute<TMessage>(queue));

    /// <summary>Handles messages from a durable queue that the replicas share.</summary>
    public BusRoutes Consumes<TMessage, THandler>(string queue, BatchLimits? limits = null)
        where TMessage : class
        where THandler : class, IMessageHandler<TMessage>
    {
        _services.TryAddScoped<THandler>();
        return Add(new ConsumeRoute<TMessage, THandler>(queue, limits ?? BatchLimits.Default));
    }

    /// <summary>Handles every message published while this replica runs.</summary>
    public BusRoutes Subscribes<TMessage, THandler>(BatchLimits? limits = null)
        where TMessage : class
        where THandler : class, IMessageHandler<TMessage>
    {
        _services.TryAddScoped<THandler>();
        return Add(new SubscribeRoute<TMessage, THandler>(limits ?? BatchLimits.Default));
    }

    private BusRoutes Add(IBusRoute route)
    {
        _routes.Add(route);
        return this;
    }
}
