using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Admin.Access;

/// <summary>Who asks and what they may touch. <paramref name="Pools"/> is null for everything.</summary>
internal sealed record OperatorCaller(string Name, Operator.Types.Role Role, IReadOnlySet<string>? Pools)
{
    public bool Sees(string poolId) => Pools is null || Pools.Contains(poolId);

    public void RequireChange()
    {
        if (Role is not (Operator.Types.Role.Owner or Operator.Types.Role.Admin))
            throw Forbidden("A viewer changes nothing. Ask an admin or owner.");
    }

    public void RequireOwner()
    {
        if (Role != Operator.Types.Role.Owner)
            throw Forbidden("This concerns every Pool: only an owner may do it.");
    }

    public static OperatorCaller Everything(string name) => new(name, Operator.Types.Role.Owner, null);

    public static OperatorCaller Of(Operator found) => found.Role == Operator.Types.Role.Owner
        ? Everything(found.Name)
        : new(found.Name, found.Role, found.PoolIds.ToHashSet(StringComparer.Ordinal));

    private static RpcException Forbidden(string words) => new(new Status(StatusCode.PermissionDenied, words));
}
