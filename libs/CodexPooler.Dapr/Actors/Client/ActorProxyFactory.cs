using System.Reflection;
using System.Text.Json;

namespace Dapr.Actors.Client;

internal sealed class ActorProxyFactory(ActorSidecar sidecar, JsonSerializerOptions json) : IActorProxyFactory
{
    public ActorProxy Create(ActorId actorId, string actorType) => new(sidecar, json, actorId, actorType);

    public TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType)
        where TActorInterface : class, IActor
    {
        var proxy = DispatchProxy.Create<TActorInterface, ActorInterfaceProxy>();
        ((ActorInterfaceProxy)(object)proxy).Target = Create(actorId, actorType);
        return proxy;
    }
}
