using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

internal static class Failure
{
    public static RpcException Internal(string detail, Exception? cause = null) => Of(StatusCode.Internal, detail, cause);

    public static RpcException Of(StatusCode code, string detail, Exception? cause = null) =>
        new(new Status(code, detail, cause));

    public static RpcException TooLarge(string direction, long limit) =>
        Of(StatusCode.ResourceExhausted, $"The {direction} message is larger than the limit of {limit} bytes.");
}
