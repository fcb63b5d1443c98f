using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>The directory as watchers see it: everything at one version, and what changed lately.</summary>
internal sealed class DirectoryFeed
{
    private const int KeptUpdates = 4096;
    private const int ChangesPerUpdate = 500;
    private readonly Lock _lock = new();
    private readonly Dictionary<(DirectoryKind Kind, Guid Id), Change> _current = [];
    private readonly Queue<DirectoryUpdate> _recent = new();
    private readonly HashSet<DirectoryWatcher> _watchers = [];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _forgotten;

    private volatile bool _storeIsAway;

    public long Version { get; private set; }

    /// <summary>The store did not answer when it was last asked: what is in here is all there is.</summary>
    public bool StoreIsAway
    {
        get => _storeIsAway;
        set => _storeIsAway = value;
    }

    public int Watchers
    {
        get
        {
            lock (_lock) return _watchers.Count;
        }
    }

    /// <summary>Ends when the store has been read once: before that an empty answer would be a lie.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Takes what the store holds beyond <see cref="Version"/>.</summary>
    public void Apply(IReadOnlyList<DirectoryItem> items)
    {
        lock (_lock)
        {
            // One message for all that one look at the store found: fifty watchers of a thousand changes a second are fifty
            // thousand messages otherwise. A version's changes stay together.
            var update = new DirectoryUpdate { Complete = true };
            foreach (var group in items.GroupBy(item => item.Version))
            {
                foreach (var item in group)
                    if (DirectoryMessages.ToChange(item) is { } change)
                        Add(update, item, change);
                update.Version = Version = group.Key;
                if (update.Changes.Count < ChangesPerUpdate) continue;
                Publish(update);
                update = new() { Complete = true };
            }

            if (update.Changes.Count > 0) Publish(update);
        }

        _loaded.TrySetResult();
    }

    public Account? FindAccount(Guid id)
    {
        lock (_lock)
            return _current.TryGetValue((DirectoryKind.Account, id), out var change) ? change.Account.Clone() : null;
    }

    public IReadOnlyList<Account> Accounts()
    {
        lock (_lock)
            return [.. _current.Values.Where(change => change.Account is not null).Select(change => change.Account.Clone())];
    }

    /// <summary>The keys whose pause has an end: few, however many keys there are.</summary>
    public IReadOnlyList<ApiKey> KeysPausedForATime()
    {
        lock (_lock)
            return [.. _current.Values.Where(change => change.ApiKey?.Pause?.Until is not null).Select(change => change.ApiKey)];
    }

    public void Beat()
    {
        lock (_lock)
        {
            var beat = new DirectoryUpdate { Version = Version, Complete = true };
            foreach (var watcher in _watchers) watcher.Offer(beat);
        }
    }

    /// <summary>A watcher, and what it has to be sent before the updates it will be offered.</summary>
    public (DirectoryWatcher Watcher, IReadOnlyList<DirectoryUpdate> First) Join(string name, long knownVersion)
    {
        lock (_lock)
        {
            var watcher = new DirectoryWatcher(name);
            _watchers.Add(watcher);
            var isKnown = knownVersion > 0 && knownVersion >= _forgotten && knownVersion <= Version;
            return (watcher, isKnown ? Since(knownVersion) : Snapshot());
        }
    }

    public void Leave(DirectoryWatcher watcher)
    {
        lock (_lock) _watchers.Remove(watcher);
    }

    private void Add(DirectoryUpdate update, DirectoryItem item, Change change)
    {
        if (item.Removed) _current.Remove((item.Kind, item.Id));
        else _current[(item.Kind, item.Id)] = change;
        update.Changes.Add(change);
    }

    private void Publish(DirectoryUpdate update)
    {
        _recent.Enqueue(update);
        if (_recent.Count > KeptUpdates) _forgotten = _recent.Dequeue().Version;
        foreach (var watcher in _watchers) watcher.Offer(update);
    }

    private List<DirectoryUpdate> Since(long version) =>
        [.. _recent.Where(update => update.Version > version), new DirectoryUpdate { Version = Version, Complete = true }];

    private List<DirectoryUpdate> Snapshot()
    {
        var updates = _current.Values.Chunk(ChangesPerUpdate)
            .Select(chunk => new DirectoryUpdate { Version = Version, Changes = { chunk } }).ToList();
        if (updates.Count == 0) updates.Add(new() { Version = Version });
        updates[0].Reset = true;
        updates[^1].Complete = true;
        return updates;
    }
}
