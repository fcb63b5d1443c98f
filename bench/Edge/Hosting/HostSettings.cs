using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>What the measured edge and its router are told by their environment, and the team they serve.</summary>
internal static class HostSettings
{
    public const string Key = "sk-cxp-0123456789ab-bench-only-not-a-secret";
    public const string Upstream = "CODEX_POOLER_BENCH_UPSTREAM";
    public const string Router = "CODEX_POOLER_BENCH_ROUTER";
    /// <summary>Set, the bus in memory takes what is settled, as in the one-process host.</summary>
    public const string Publishes = "CODEX_POOLER_BENCH_PUBLISHES";
    private const string Pool = "pool-bench";
    private const int Accounts = 4;

    /// <summary>One Pool, one key without limits, four accounts.</summary>
    public static DirectoryUpdate Directory()
    {
        var update = new DirectoryUpdate { Version = 1, Reset = true, Complete = true };
        update.Changes.Add(new Change
        {
            Pool = new()
            {
                Id = Pool,
                Status = PoolStatus.Active,
                Strategy = RoutingStrategy.BridgeRing,
                PromptCacheAffinity = true,
                StickyHttpSessions = true,
                StickyWebsocketSessions = true,
            },
        });
        update.Changes.Add(new Change
        {
            ApiKey = new()
            {
                Id = "key-bench",
                PoolId = Pool,
                Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
                Status = ApiKeyStatus.Active,
                Policy = new(),
            },
        });
        for (var number = 1; number <= Accounts; number++) AddAccount(update, $"account-{number}");
        return update;
    }

    private static void AddAccount(DirectoryUpdate update, string id)
    {
        var models = new AccountModels { AccountId = id };
        models.Models.Add(new ModelOffer { Slug = "gpt-5.5", Efforts = { "low", "medium", "high" } });
        update.Changes.Add(new Change { Account = new() { Id = id, Status = AccountStatus.Active, Plan = "pro", Weight = 1 } });
        update.Changes.Add(new Change { Membership = new() { Id = "in-" + id, PoolId = Pool, AccountId = id, Enabled = true } });
        update.Changes.Add(new Change { AccountModels = models });
    }
}
