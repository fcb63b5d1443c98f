using Grpc.Core;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>The ways an operator's call is refused.</summary>
internal static class Refusals
{
    public static RpcException Unknown(string what, string id) =>
        new(new Status(StatusCode.NotFound, $"There is no {what} '{id}'."));

    public static RpcException Stale(string what, string id, long revision) => new(new Status(StatusCode.Aborted,
        $"The {what} '{id}' was changed meanwhile (it is at revision {revision}). Read it again and repeat the change."));

    /// <summary>The optimistic lock: a caller that says what it read (not 0) is refused when that has changed since.</summary>
    public static void IfStale(string what, string id, long read, long revision)
    {
        if (read != 0 && read != revision) throw Stale(what, id, revision);
    }

    public static RpcException Forbidden(string message) => new(new Status(StatusCode.PermissionDenied, message));

    public static RpcException Unauthenticated(string message) => new(new Status(StatusCode.Unauthenticated, message));

    public static RpcException InTheWay(string message) => new(new Status(StatusCode.FailedPrecondition, message));

    public static Guid Id(string what, string id) => Guid.TryParse(id, out var parsed) ? parsed : throw Unknown(what, id);
}
