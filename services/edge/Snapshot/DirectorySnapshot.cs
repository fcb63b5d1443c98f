using System.Collections.Frozen;
using System.Runtime.InteropServices;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Snapshot;

/// <summary>The directory at one version: everything the edge answers from its own memory.</summary>
internal sealed class DirectorySnapshot
{
    private readonly FrozenDictionary<UInt128, KeyEntry> _keys;

    public DirectorySnapshot(
        long version, IReadOnlyCollection<Pool> pools, IReadOnlyCollection<ApiKey> keys, IReadOnlyCollection<Account> accounts,
        IReadOnlyCollection<Membership> memberships, IReadOnlyCollection<AccountModels> models)
    {
        Version = version;
        Pools = pools.ToFrozenDictionary(pool => pool.Id, StringComparer.Ordinal);
        Accounts = accounts.ToFrozenDictionary(account => account.Id, StringComparer.Ordinal);
        Models = models.ToFrozenDictionary(offer => offer.AccountId, StringComparer.Ordinal);
        Members = memberships.Where(membership => membership.Enabled)
            .ToLookup(membership => membership.PoolId, membership => membership.AccountId);
        _keys = keys.Where(key => key.Hash.Length == 32)
            .ToFrozenDictionary(key => Prefix(key.Hash.Span), key => new KeyEntry(key, Pools.GetValueOrDefault(key.PoolId)));
    }

    public static DirectorySnapshot Empty { get; } = new(0, [], [], [], [], []);

    public long Version { get; }

    public FrozenDictionary<string, Pool> Pools { get; }

    public FrozenDictionary<string, Account> Accounts { get; }

    public FrozenDictionary<string, AccountModels> Models { get; }

    public ILookup<string, string> Members { get; }

    /// <summary>By SHA-256 of the presented key. The whole hash is compared, in constant time.</summary>
    public KeyEntry? Find(ReadOnlySpan<byte> hash) =>
        _keys.TryGetValue(Prefix(hash), out var entry) &&
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(entry.Key.Hash.Span, hash)
            ? entry
            : null;

    private static UInt128 Prefix(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<UInt128>(hash);
}
