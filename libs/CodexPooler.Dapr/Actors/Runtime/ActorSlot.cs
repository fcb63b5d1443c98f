using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Actors.Runtime;

/// <summary>The place of one actor on this host; whoever holds the turn may touch it.</summary>
internal sealed class ActorSlot
{
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public Actor? Actor { get; set; }

    public AsyncServiceScope Scope { get; set; }

    /// <summary>Set once the actor is gone; who waited for the turn starts over with a new slot.</summary>
    public bool Retired { get; set; }
}
