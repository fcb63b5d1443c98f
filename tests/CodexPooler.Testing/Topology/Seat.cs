namespace CodexPooler.Testing.Topology;

/// <summary>One user's place at a gateway: a Pool key, and behind it accounts that no other seat uses.</summary>
/// <param name="Accounts">The directory's id of each account, by the upstream's.</param>
public sealed record Seat(string PoolId, string KeyId, string ApiKey, IReadOnlyDictionary<string, string> Accounts);
