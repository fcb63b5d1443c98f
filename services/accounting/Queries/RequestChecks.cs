using CodexPooler.Contracts.Ledger.V1;
using Grpc.Core;

namespace CodexPooler.Accounting.Queries;

/// <summary>Refuses what a query cannot be answered without, in words.</summary>
internal static class RequestChecks
{
    public static (DateTimeOffset From, DateTimeOffset To) Required(Window? window)
    {
        if (window is not { From: { } from, To: { } to })
            throw Invalid("window needs from and to");
        return from.ToDateTimeOffset() < to.ToDateTimeOffset()
            ? (from.ToDateTimeOffset(), to.ToDateTimeOffset())
            : throw Invalid("window ends before it begins");
    }

    public static (long From, long To) RequiredMilliseconds(Window? window)
    {
        var (from, to) = Required(window);
        return (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
    }

    public static Dimension Required(this Dimension dimension) =>
        dimension == Dimension.Unspecified || !Enum.IsDefined(dimension) ? throw Invalid("a dimension is needed") : dimension;

    public static RpcException Invalid(string message) => new(new Status(StatusCode.InvalidArgument, message));
}
