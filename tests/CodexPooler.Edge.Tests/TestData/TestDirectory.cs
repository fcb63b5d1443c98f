using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Snapshot;
using Google.Protobuf;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>A directory of one Pool, built change by change.</summary>
internal sealed class TestDirectory
{
    public const string Key = "sk-cxp-0123456789ab-secret";
    private readonly DirectoryCopy _copy = new();
    private long _version;

    public DirectoryHolder Holder { get; } = new();

    public static ApiKey TeamKey => new()
    {
        Id = "key-1",
        PoolId = "pool-1",
        Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        Status = ApiKeyStatus.Active,
        Policy = new KeyPolicy(),
    };

    public static TestDirectory WithKey(ApiKey? key = null) =>
        new TestDirectory().Add(
            new Change { Pool = new() { Id = "pool-1", Status = PoolStatus.Active } }, new Change { ApiKey = key ?? TeamKey });

    public TestDirectory Add(params Change[] changes)
    {
        var update = new DirectoryUpdate { Version = ++_version, Complete = true };
        update.Changes.Add(changes);
        Holder.Replace(_copy.Apply(update)!);
        return this;
    }

    public TestDirectory AddAccount(string id, AccountStatus status = AccountStatus.Active, params ModelOffer[] models)
    {
        var offers = new AccountModels { AccountId = id };
        offers.Models.Add(models);
        return Add(
            new Change { Account = new() { Id = id, Status = status, Plan = "plus" } },
            new Change { Membership = new() { Id = "m-" + id, PoolId = "pool-1", AccountId = id, Enabled = true } },
            new Change { AccountModels = offers });
    }

    public KeyEntry Caller => Holder.Current.Find(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))!;
}
