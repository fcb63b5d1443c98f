using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace CodexPooler.Accounting.Access;

/// <summary>Who asks. <paramref name="Pools"/> is null for everything.</summary>
internal sealed record LedgerCaller(bool IsOwner, IReadOnlySet<string>? Pools)
{
    public static readonly LedgerCaller Everything = new(true, null);

    public static LedgerCaller Of(Operator found) => found.Role == Operator.Types.Role.Owner
        ? Everything
        : new(false, found.PoolIds.ToHashSet(StringComparer.Ordinal));

    public bool Sees(string poolId) => Pools is null || Pools.Contains(poolId);

    /// <summary>Cuts the Pools a request may reach down to the caller's.</summary>
    public void Narrow(RepeatedField<string> allowed)
    {
        if (Pools is null) return;
        var left = allowed.Count == 0 ? [.. Pools] : allowed.Where(Pools.Contains).ToList();
        if (left.Count == 0)
            throw new RpcException(new Status(StatusCode.PermissionDenied, "None of these Pools is among yours."));
        allowed.Clear();
        allowed.AddRange(left);
    }
}
