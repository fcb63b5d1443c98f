using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Routing.Directory;

/// <summary>What the team owns, as of one version. Immutable once handed over: selection swaps whole snapshots.</summary>
internal sealed class DirectorySnapshot
{
    public static readonly DirectorySnapshot Empty = new();

    public long Version { get; init; }

    public Dictionary<string, Pool> Pools { get; init; } = [];

    public Dictionary<string, Account> Accounts { get; init; } = [];

    public Dictionary<string, Membership> Memberships { get; init; } = [];

    public Dictionary<string, ApiKey> Keys { get; init; } = [];

    public Dictionary<string, AccountModels> Models { get; init; } = [];
}
