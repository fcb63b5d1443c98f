namespace CodexPooler.SidecarDouble.State;

/// <summary>
/// The etag and TTL rules of contrib's state/in-memory: an etag is checked whenever one is given; first-write without
/// etag means create. Keys are stored as <c>app||key</c>.
/// </summary>
public sealed class StateStores(SidecarOptions options, TimeProvider time)
{
    private readonly StateMedium _medium = new(options.StateFile);

    /// <summary>Makes the next etag; they are opaque, so a test may make them as awkward as it likes.</summary>
    public Func<string> NextETag { get; set; } = () => Guid.NewGuid().ToString();

    internal StateStoreProfile? Profile(string store) => options.StateStores.GetValueOrDefault(store);

    internal bool AnyConfigured => options.StateStores.Count > 0;

    internal IEnumerable<object> Components() =>
        options.StateStores.Select(store => new { name = store.Key, type = store.Value.Type, version = "v1" });

    internal StateEntry? Read(string store, string key) =>
        _medium.Use(entries => entries.TryGetValue(Stored(store, key), out var entry) && !IsExpired(entry) ? entry : null);

    internal StateOutcome Apply(string store, IReadOnlyList<StateChange> changes, bool atomic) => _medium.Use(entries =>
    {
        var target = atomic ? new Dictionary<string, StateEntry>(entries) : entries;
        var worst = StateOutcome.Saved;
        foreach (var change in changes)
        {
            var outcome = ApplyOne(store, target, change);
            if (outcome != StateOutcome.Saved && atomic)
                return outcome;
            worst = outcome > worst ? outcome : worst;
        }

        if (atomic)
            Replace(entries, target);
        return worst;
    });

    private StateOutcome ApplyOne(string store, Dictionary<string, StateEntry> entries, StateChange change)
    {
        var key = Stored(store, change.Key);
        var current = entries.TryGetValue(key, out var entry) && !IsExpired(entry) ? entry : null;
        if (change.ETag is not null && current?.ETag != change.ETag)
            return StateOutcome.ETagMismatch;
        if (change is { ETag: null, FirstWrite: true } && current is not null)
            return Profile(store)!.CollisionIsPlainFailure && !change.IsDelete ? StateOutcome.Failed : StateOutcome.ETagMismatch;
        if (change.IsDelete)
            entries.Remove(key);
        else
            entries[key] = new StateEntry(change.Value, NextETag(), time.GetUtcNow() + change.TimeToLive);
        return StateOutcome.Saved;
    }

    private static void Replace(Dictionary<string, StateEntry> entries, Dictionary<string, StateEntry> target)
    {
        entries.Clear();
        foreach (var (key, entry) in target)
            entries[key] = entry;
    }

    private bool IsExpired(StateEntry entry) => entry.Expires <= time.GetUtcNow();

    private string Stored(string store, string key) => $"{store}/{options.AppId}||{key}";
}
