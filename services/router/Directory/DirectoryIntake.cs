using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Routing.Directory;

/// <summary>Folds the update stream into snapshots; what is half told is never shown.</summary>
internal sealed class DirectoryIntake
{
    private Dictionary<string, Pool> _pools = [];
    private Dictionary<string, Account> _accounts = [];
    private Dictionary<string, Membership> _memberships = [];
    private Dictionary<string, ApiKey> _keys = [];
    private Dictionary<string, AccountModels> _models = [];
    private bool _changed;

    public long Version { get; private set; }

    /// <summary>A snapshot once the update completes one that differs from the last; otherwise null.</summary>
    public DirectorySnapshot? Take(DirectoryUpdate update)
    {
        if (update.Reset)
            Forget();
        foreach (var change in update.Changes)
            Apply(change);
        _changed |= update.Reset || update.Changes.Count > 0;
        if (!update.Complete || !_changed)
            return null;

        _changed = false;
        Version = update.Version;
        return new DirectorySnapshot
        {
            Version = Version,
            Pools = new(_pools),
            Accounts = new(_accounts),
            Memberships = new(_memberships),
            Keys = new(_keys),
            Models = new(_models),
        };
    }

    private void Apply(Change change)
    {
        switch (change.ItemCase)
        {
            case Change.ItemOneofCase.Pool:
                _pools[change.Pool.Id] = change.Pool;
                break;
            case Change.ItemOneofCase.Account:
                _accounts[change.Account.Id] = change.Account;
                break;
            case Change.ItemOneofCase.Membership:
                _memberships[change.Membership.Id] = change.Membership;
                break;
            case Change.ItemOneofCase.ApiKey:
                _keys[change.ApiKey.Id] = change.ApiKey;
                break;
            case Change.ItemOneofCase.AccountModels:
                _models[change.AccountModels.AccountId] = change.AccountModels;
                break;
            case Change.ItemOneofCase.Removed:
                Remove(change.Removed);
                break;
        }
    }

    private void Remove(Removal removal)
    {
        _ = removal.Kind switch
        {
            Removal.Types.Kind.Pool => _pools.Remove(removal.Id),
            Removal.Types.Kind.Account => _accounts.Remove(removal.Id),
            Removal.Types.Kind.Membership => _memberships.Remove(removal.Id),
            Removal.Types.Kind.ApiKey => _keys.Remove(removal.Id),
            Removal.Types.Kind.AccountModels => _models.Remove(removal.Id),
            _ => false,
        };
    }

    private void Forget()
    {
        _pools = [];
        _accounts = [];
        _memberships = [];
        _keys = [];
        _models = [];
    }
}
