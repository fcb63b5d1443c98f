using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>What an actor gets from its host.</summary>
public sealed class ActorHost
{
    internal ActorHost(
        ActorId id, string actorType, ILoggerFactory loggerFactory, IActorProxyFactory proxyFactory, ActorSidecar sidecar,
        IActorStateManager stateManager)
    {
        Id = id;
        ActorType = actorType;
        LoggerFactory = loggerFactory;
        ProxyFactory = proxyFactory;
        Sidecar = sidecar;
        StateManager = stateManager;
    }

    /// <summary>Which actor.</summary>
    public ActorId Id { get; }

    /// <summary>The name of its type.</summary>
    public string ActorType { get; }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>Makes proxies of other actors.</summary>
    public IActorProxyFactory ProxyFactory { get; }

    internal ActorSidecar Sidecar { get; }

    internal IActorStateManager StateManager { get; }
}
