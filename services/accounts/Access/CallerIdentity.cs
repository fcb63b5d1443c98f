using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Access;

/// <summary>Who is calling and what they may touch. <paramref name="Pools"/> is null for everything.</summary>
internal sealed record CallerIdentity(string Name, Operator.Types.Role Role, IReadOnlySet<string>? Pools)
{
    public bool IsOwner => Role == Operator.Types.Role.Owner;

    public bool MayChange => Role is Operator.Types.Role.Owner or Operator.Types.Role.Admin;

    public bool Sees(string poolId) => Pools is null || Pools.Contains(poolId);

    public static CallerIdentity Of(Operator found) => new(
        found.Name, found.Role, found.Role == Operator.Types.Role.Owner ? null : found.PoolIds.ToHashSet(StringComparer.Ordinal));
}
