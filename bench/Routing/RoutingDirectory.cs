using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Bench.Routing;

/// <summary>A router of the size the goal names: one Pool with all accounts, many keys, many pins.</summary>
internal static class RoutingDirectory
{
    public const string Pool = "pool";
    public const string Model = "gpt-5-codex";

    public static RouterCore Build(RoutingStrategy strategy, int accounts, int keys, int pins)
    {
        var core = new RouterCore(new RoutingOptions(), "bench", new OutboxFanOut([]), TimeProvider.System);
        core.Adopt(Snapshot(strategy, accounts, keys));
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var facts = Enumerable.Range(0, accounts).Select(i => Quota(i, now)).ToList();
        facts.AddRange(Enumerable.Range(0, pins).Select(i => Pin(i, i % accounts, now)));
        core.State(facts);
        return core;
    }

    public static string AccountId(int index) => $"0199aaaa-0000-7000-8000-{index:x12}";

    public static string KeyId(int index) => $"0199bbbb-0000-7000-8000-{index:x12}";

    private static DirectorySnapshot Snapshot(RoutingStrategy strategy, int accounts, int keys)
    {
        var pool = new Pool
        {
            Id = Pool,
            Status = PoolStatus.Active,
            Strategy = strategy,
            StickyHttpSessions = true,
            PromptCacheAffinity = true,
        };
        var snapshot = new DirectorySnapshot { Version = 1 };
        snapshot.Pools[pool.Id] = pool;
        for (var i = 0; i < accounts; i++)
            Add(snapshot, i);
        for (var i = 0; i < keys; i++)
        {
            var limits = new KeyLimits { RequestsPerMinute = 1_000_000, TokensPerDay = long.MaxValue / 2 };
            var policy = new KeyPolicy { Limits = limits };
            snapshot.Keys[KeyId(i)] = new ApiKey { Id = KeyId(i), PoolId = Pool, Status = ApiKeyStatus.Active, Policy = policy };
        }

        return snapshot;
    }

    private static void Add(DirectorySnapshot snapshot, int index)
    {
        var id = AccountId(index);
        snapshot.Accounts[id] = new Account
        {
            Id = id,
            Status = AccountStatus.Active,
            Plan = "plus",
            Weight = 1 + (index % 3),
            MaxConcurrency = 64,
        };
        snapshot.Memberships[id] = new Membership { Id = id, PoolId = Pool, AccountId = id, Enabled = true };
        var models = new AccountModels { AccountId = id };
        models.Models.Add(new ModelOffer { Slug = Model, Efforts = { "low", "medium", "high" }, Tiers = { "priority" } });
        snapshot.Models[id] = models;
    }

    // Every tenth account is exhausted: exclusions are part of the work.
    private static Fact Quota(int index, long now) => new()
    {
        Quota = new QuotaFact
        {
            AccountId = AccountId(index),
            WindowMinutes = 300,
            UsedPercent = index % 10 == 0 ? 100 : index % 90,
            ObservedAtMs = now,
            ResetsAtMs = now + 3_600_000,
            Source = Contracts.Routing.V1.QuotaSource.UsageApi,
        },
    };

    private static Fact Pin(int index, int account, long now) => new()
    {
        Pin = new PinFact
        {
            Kind = PinKind.Session,
            HashHigh = 77,
            HashLow = (ulong)index,
            AccountId = AccountId(account),
            AtMs = now,
            ExpiresAtMs = now + 86_400_000,
            CachedTokens = 30_000,
        },
    };
}
