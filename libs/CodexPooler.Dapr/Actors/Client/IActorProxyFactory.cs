namespace Dapr.Actors.Client;

/// <summary>Creates proxies of actors, wherever they live.</summary>
public interface IActorProxyFactory
{
    /// <summary>Creates a proxy whose methods are named by text.</summary>
    ActorProxy Create(ActorId actorId, string actorType);

    /// <summary>
    /// Creates a proxy with an actor's interface. Each method takes at most one argument beside a CancellationToken.
    /// </summary>
    TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType)
        where TActorInterface : class, IActor;
}
