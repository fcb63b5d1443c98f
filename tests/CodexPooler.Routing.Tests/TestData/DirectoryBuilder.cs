using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Directory;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class DirectoryBuilder
{
    private readonly DirectorySnapshot _snapshot = new() { Version = 1 };

    public DirectoryBuilder()
    {
        _snapshot.Pools[RouterRig.Pool] = Pool;
        Key(RouterRig.Key);
    }

    public Pool Pool { get; } = new()
    {
        Id = RouterRig.Pool,
        Status = PoolStatus.Active,
        Strategy = RoutingStrategy.BridgeRing,
        StickyHttpSessions = true,
        StickyWebsocketSessions = true,
        PromptCacheAffinity = true,
        Revision = 7,
    };

    public DirectoryBuilder Accounts(int count, Action<Account>? change = null, params ModelOffer[] models)
    {
        for (var i = 0; i < count; i++)
            Account(Name(i), change, models);
        return this;
    }

    public static string Name(int index) => $"account-{index:000}";

    public DirectoryBuilder Account(string id, Action<Account>? change = null, params ModelOffer[] models)
    {
        var account = new Account { Id = id, Status = AccountStatus.Active, Plan = "plus", Weight = 1, CredentialGeneration = 1 };
        change?.Invoke(account);
        _snapshot.Accounts[id] = account;
        _snapshot.Memberships["m-" + id] = new Membership { Id = "m-" + id, PoolId = Pool.Id, AccountId = id, Enabled = true };
        if (models.Length > 0)
        {
            var offered = new AccountModels { AccountId = id };
            offered.Models.AddRange(models);
            _snapshot.Models[id] = offered;
        }

        return this;
    }

    public DirectoryBuilder Key(string id, Action<ApiKey>? change = null)
    {
        var key = new ApiKey { Id = id, PoolId = Pool.Id, Status = ApiKeyStatus.Active, Epoch = 0, Policy = new KeyPolicy() };
        change?.Invoke(key);
        _snapshot.Keys[id] = key;
        return this;
    }

    public DirectoryBuilder Limits(KeyLimits limits) => Key(RouterRig.Key, k => k.Policy.Limits = limits);

    public DirectoryBuilder Strategy(RoutingStrategy strategy)
    {
        Pool.Strategy = strategy;
        return this;
    }

    public Account AccountOf(string id) => _snapshot.Accounts[id];

    public DirectoryBuilder Without(string account)
    {
        _snapshot.Accounts.Remove(account);
        _snapshot.Memberships.Remove("m-" + account);
        return this;
    }

    public Membership MembershipOf(string account) => _snapshot.Memberships["m-" + account];

    public DirectorySnapshot Build() => _snapshot;
}
