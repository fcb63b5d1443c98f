using System.Collections.ObjectModel;
using System.Reflection;

namespace Dapr.Actors.Runtime;

/// <summary>The actor types an application hosts.</summary>
public sealed class ActorRegistrationCollection : KeyedCollection<string, ActorRegistration>
{
    /// <summary>Hosts an actor type under its own name, or the one its <see cref="ActorAttribute"/> gives.</summary>
    public void RegisterActor<TActor>()
        where TActor : Actor =>
        Add(new ActorRegistration(
            typeof(TActor).GetCustomAttribute<ActorAttribute>()?.TypeName ?? typeof(TActor).Name, typeof(TActor)));

    /// <inheritdoc />
    protected override string GetKeyForItem(ActorRegistration item) => item.TypeName;
}
