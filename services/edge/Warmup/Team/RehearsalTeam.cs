using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>One Pool with one account and one key, known to one rehearsal and nobody else.</summary>
internal sealed class RehearsalTeam
{
    private const string Pool = "rehearsal";
    private const int SecretBytes = 28;

    public const string Model = "gpt-5.5";
    public const string Account = "rehearsal-account";

    /// <summary>In the form of every other key; nothing about it can be guessed.</summary>
    public string Key { get; } = "sk-cxp-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public DirectoryUpdate Directory()
    {
        var models = new AccountModels { AccountId = Account };
        models.Models.Add(new ModelOffer { Slug = Model, Efforts = { "low", "medium", "high" } });
        return new()
        {
            Version = 1,
            Reset = true,
            Complete = true,
            Changes =
            {
                new Change { Pool = new() { Id = Pool, Status = PoolStatus.Active } },
                new Change { ApiKey = ApiKey() },
                new Change { Account = new() { Id = Account, Status = AccountStatus.Active, Plan = "pro", Weight = 1 } },
                new Change { Membership = new() { Id = Account, PoolId = Pool, AccountId = Account, Enabled = true } },
                new Change { AccountModels = models },
            },
        };
    }

    private ApiKey ApiKey() => new()
    {
        Id = "rehearsal-key",
        PoolId = Pool,
        Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        Status = ApiKeyStatus.Active,
        Policy = new(),
    };
}
