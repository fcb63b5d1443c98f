using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>
/// One Pool with two accounts, one reached in clear and one over TLS, and a key for each, known to one rehearsal and nobody else.
/// </summary>
internal sealed class RehearsalTeam
{
    private const string Pool = "rehearsal";
    private const int SecretBytes = 28;

    public const string Model = "gpt-5.5";
    public const string Clear = "rehearsal-clear";
    public const string Secure = "rehearsal-secure";

    /// <summary>By account, in the form of every other key; nothing about them can be guessed. A key has its account's id.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; } =
        new[] { Clear, Secure }.ToDictionary(account => account, _ => NewKey());

    public DirectoryUpdate Directory()
    {
        var update = new DirectoryUpdate { Version = 1, Reset = true, Complete = true };
        update.Changes.Add(new Change { Pool = new() { Id = Pool, Status = PoolStatus.Active } });
        foreach (var (account, key) in Keys) update.Changes.Add(Changes(account, key));
        return update;
    }

    private static string NewKey() => "sk-cxp-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static IEnumerable<Change> Changes(string account, string key)
    {
        var models = new AccountModels { AccountId = account };
        models.Models.Add(new ModelOffer { Slug = Model, Efforts = { "low", "medium", "high" } });
        return
        [
            new Change { ApiKey = ApiKey(account, key) },
            new Change { Account = new() { Id = account, Status = AccountStatus.Active, Plan = "pro", Weight = 1 } },
            new Change { Membership = new() { Id = account, PoolId = Pool, AccountId = account, Enabled = true } },
            new Change { AccountModels = models },
        ];
    }

    private static ApiKey ApiKey(string id, string key) => new()
    {
        Id = id,
        PoolId = Pool,
        Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
        Status = ApiKeyStatus.Active,
        Policy = new(),
    };
}
