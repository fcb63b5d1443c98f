using System.Text.Json;

namespace Dapr.Actors.Runtime;

internal sealed class ActorStateManager(
    ActorSidecar sidecar, string actorType, ActorId actorId, JsonSerializerOptions json, TimeProvider time) : IActorStateManager
{
    private readonly Dictionary<string, TrackedState> _tracked = [];

    public async Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken)
    {
        if (!await TryAddStateAsync(stateName, value, cancellationToken))
            throw new InvalidOperationException($"State '{stateName}' exists already.");
    }

    public async Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken)
    {
        if ((await LoadAsync<T>(stateName, cancellationToken)).Exists)
            return false;
        Track(stateName, value, null);
        return true;
    }

    public async Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        return found.HasValue ? found.Value : throw new KeyNotFoundException($"The actor has no state '{stateName}'.");
    }

    public async Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken)
    {
        var state = await LoadAsync<T>(stateName, cancellationToken);
        return state.Exists ? new ConditionalValue<T>(true, (T)state.Value!) : default;
    }

    public Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken)
    {
        Track(stateName, value, null);
        return Task.CompletedTask;
    }

    public Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        Track(stateName, value, ttl);
        return Task.CompletedTask;
    }

    public async Task RemoveStateAsync(string stateName, CancellationToken cancellationToken)
    {
        if (!await TryRemoveStateAsync(stateName, cancellationToken))
            throw new KeyNotFoundException($"The actor has no state '{stateName}'.");
    }

    public async Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken)
    {
        if (!await ContainsStateAsync(stateName, cancellationToken))
            return false;
        _tracked[stateName] = new TrackedState(false, null, typeof(object), Changed: true, null);
        return true;
    }

    public async Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken) =>
        Current(stateName) is { } state
        ? state.Exists
        : await sidecar.GetStateAsync(actorType, actorId, stateName, cancellationToken) is not null;

    public async Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        if (found.HasValue)
            return found.Value;
        Track(stateName, value, null);
        return value;
    }

    public async Task<T> AddOrUpdateStateAsync<T>(
        string stateName, T addValue, Func<string, T, T> updateValueFactory, CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        var value = found.HasValue ? updateValueFactory(stateName, found.Value) : addValue;
        Track(stateName, value, null);
        return value;
    }

    public Task ClearCacheAsync(CancellationToken cancellationToken)
    {
        _tracked.Clear();
        return Task.CompletedTask;
    }

    public async Task SaveStateAsync(CancellationToken cancellationToken)
    {
        var changed = _tracked.Where(entry => entry.Value.Changed).ToList();
        if (changed.Count == 0)
            return;
        var now = time.GetUtcNow();
        await sidecar.SaveStateAsync(
            actorType, actorId, [.. changed.Select(entry => Operation(entry.Key, entry.Value, now))], cancellationToken);
        foreach (var (name, state) in changed)
            _tracked[name] = state with { Changed = false };
    }

    private ActorStateOperation Operation(string name, TrackedState state, DateTimeOffset now) => state.Exists
        ? ActorStateOperation.Upsert(name, JsonSerializer.SerializeToElement(state.Value, state.Type, json), state.Expires - now)
        : ActorStateOperation.Delete(name);

    private async Task<TrackedState> LoadAsync<T>(string stateName, CancellationToken cancellationToken)
    {
        if (Current(stateName) is { } known)
            return known;
        var stored = await sidecar.GetStateAsync(actorType, actorId, stateName, cancellationToken);
        var state = stored is { } found
            ? new TrackedState(true, JsonSerializer.Deserialize<T>(found.Value, json), typeof(T), Changed: false, found.Expires)
            : new TrackedState(false, null, typeof(T), Changed: false, null);
        return _tracked[stateName] = state;
    }

    // What has expired may have been read long ago: then the sidecar is asked again.
    private TrackedState? Current(string stateName) =>
        _tracked.TryGetValue(stateName, out var state) && !(state.Expires <= time.GetUtcNow()) ? state : null;

    private void Track<T>(string stateName, T value, TimeSpan? ttl)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateName);
        _tracked[stateName] = new TrackedState(
            true, value, typeof(T), Changed: true, ttl is { } span ? time.GetUtcNow() + span : null);
    }
}
