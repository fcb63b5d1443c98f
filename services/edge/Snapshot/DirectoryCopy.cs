using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Snapshot;

/// <summary>Applies updates in order and gives a snapshot whenever the copy is consistent.</summary>
internal sealed class DirectoryCopy
{
    private readonly Dictionary<string, Pool> _pools = [];
    private readonly Dictionary<string, ApiKey> _keys = [];
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, Membership> _memberships = [];
    private readonly Dictionary<string, AccountModels> _models = [];

    public long Version { get; private set; }

    /// <summary>The new snapshot; null while a larger change is still arriving or nothing changed.</summary>
    public DirectorySnapshot? Apply(DirectoryUpdate update)
    {
        if (update.Reset) Clear();
        foreach (var change in update.Changes) Apply(change);
        if (!update.Complete) return null;
        var moved = update.Version != Version || update.Reset || update.Changes.Count > 0;
        Version = update.Version;
        return moved ? new(Version, _pools.Values, _keys.Values, _accounts.Values, _memberships.Values, _models.Values) : null;
    }

    /// <summary>The whole copy as one update, for keeping.</summary>
    public DirectoryUpdate ToUpdate() => new()
    {
        Version = Version,
        Reset = true,
        Complete = true,
        Changes =
        {
            _pools.Values.Select(item => new Change { Pool = item }),
            _keys.Values.Select(item => new Change { ApiKey = item }),
            _accounts.Values.Select(item => new Change { Account = WithoutNames(item) }),
            _memberships.Values.Select(item => new Change { Membership = item }),
            _models.Values.Select(item => new Change { AccountModels = item }),
        },
    };

    // An account's label may be its owner's address, which an edge has no use for.
    private static Account WithoutNames(Account account)
    {
        var nameless = account.Clone();
        (nameless.Label, nameless.Owner) = ("", "");
        return nameless;
    }

    private void Clear()
    {
        _pools.Clear();
        _keys.Clear();
        _accounts.Clear();
        _memberships.Clear();
        _models.Clear();
    }

    private void Apply(Change change)
    {
        switch (change.ItemCase)
        {
            case Change.ItemOneofCase.Pool: _pools[change.Pool.Id] = change.Pool; break;
            case Change.ItemOneofCase.ApiKey: _keys[change.ApiKey.Id] = change.ApiKey; break;
            case Change.ItemOneofCase.Account: _accounts[change.Account.Id] = change.Account; break;
            case Change.ItemOneofCase.Membership: _memberships[change.Membership.Id] = change.Membership; break;
            case Change.ItemOneofCase.AccountModels: _models[change.AccountModels.AccountId] = change.AccountModels; break;
            case Change.ItemOneofCase.Removed: Remove(change.Removed); break;
        }
    }

    private void Remove(Removal removal) => _ = removal.Kind switch
    {
        Removal.Types.Kind.Pool => _pools.Remove(removal.Id),
        Removal.Types.Kind.ApiKey => _keys.Remove(removal.Id),
        Removal.Types.Kind.Account => _accounts.Remove(removal.Id),
        Removal.Types.Kind.Membership => _memberships.Remove(removal.Id),
        Removal.Types.Kind.AccountModels => _models.Remove(removal.Id),
        _ => false,
    };
}
