using System.Collections.Concurrent;
using Dapr.Actors.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The active actors of one type. The first call activates; calls take turns, in order of arrival.</summary>
internal sealed class ActorManager(
    ActorRegistration registration, ActorRuntimeOptions options, ActorSidecar sidecar, IActorProxyFactory proxies,
    IServiceProvider services, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ConcurrentDictionary<ActorId, ActorSlot> _slots = new();
    private readonly ILogger _logger = loggers.CreateLogger<ActorManager>();

    public Dictionary<string, ActorMethod> Methods { get; } = ActorMethod.AllOf(registration.ActorType);

    public Type ActorType => registration.ActorType;

    public async Task<T> RunTurnAsync<T>(
        ActorId id, string method, Func<Actor, Task<T>> turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(id, _ => new ActorSlot());
            await slot.Turn.WaitAsync(cancellationToken);
            try
            {
                if (slot.Retired)
                    continue;
                slot.Actor ??= await ActivateAsync(id, slot);
                return await RunAsync(slot.Actor, method, turn);
            }
            finally
            {
                slot.Turn.Release();
            }
        }
    }

    public async Task DeactivateAsync(ActorId id, CancellationToken cancellationToken)
    {
        if (!_slots.TryGetValue(id, out var slot))
            return;
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            if (slot.Retired)
                return;
            Retire(id, slot);
            if (slot.Actor is null)
                return;
            await slot.Actor.DeactivateAsync();
            Log.Deactivated(_logger, registration.TypeName);
        }
        finally
        {
            await slot.Scope.DisposeAsync();
            slot.Turn.Release();
        }
    }

    private static async Task<T> RunAsync<T>(Actor actor, string method, Func<Actor, Task<T>> turn)
    {
        try
        {
            await actor.BeginTurnAsync(method);
            var result = await turn(actor);
            await actor.CompleteTurnAsync(method);
            return result;
        }
        catch (Exception failure)
        {
            await actor.AbandonTurnAsync(method, failure);
            throw;
        }
    }

    private async Task<Actor> ActivateAsync(ActorId id, ActorSlot slot)
    {
        slot.Scope = services.CreateAsyncScope();
        try
        {
            var state = new ActorStateManager(sidecar, registration.TypeName, id, options.JsonSerializerOptions, time);
            var host = new ActorHost(id, registration.TypeName, loggers, proxies, sidecar, state);
            var actor = (Actor)ActivatorUtilities.CreateInstance(slot.Scope.ServiceProvider, registration.ActorType, host);
            await actor.ActivateAsync();
            Log.Activated(_logger, registration.TypeName);
            return actor;
        }
        catch (Exception)
        {
            Retire(id, slot);
            await slot.Scope.DisposeAsync();
            throw;
        }
    }

    private void Retire(ActorId id, ActorSlot slot)
    {
        slot.Retired = true;
        _slots.TryRemove(new KeyValuePair<ActorId, ActorSlot>(id, slot));
    }
}
