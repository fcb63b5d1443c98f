using System.Net.Sockets;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal static class ClientFault
{
    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    public static Status Describe(Exception fault, ClientCall call)
    {
        if (fault is RpcException rpc) return rpc.Status;
        var reset = Find<HttpProtocolException>(fault) is { } protocol && IsOfStream(protocol) ? protocol : null;
        if (call.IsDeadlinePassed && (reset is null || reset.ErrorCode == 8)) return DeadlineExceeded;
        if (call.Token.IsCancellationRequested) return new Status(StatusCode.Cancelled, "Call canceled by the client.");
        if (reset is not null)
            return new Status(HttpStatusMapping.FromResetCode(reset.ErrorCode), $"The call was reset: {reset.Message}", fault);
        return fault switch
        {
            HttpProtocolException => new Status(StatusCode.Unavailable, $"The connection failed: {fault.Message}", fault),
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } =>
                new Status(StatusCode.Internal, $"The server does not speak HTTP/2, which gRPC needs: {fault.Message}", fault),
            HttpRequestException or IOException or SocketException =>
                new Status(StatusCode.Unavailable, $"The connection failed: {fault.Message}", fault),
            OperationCanceledException =>
                new Status(StatusCode.Unavailable, "The server stopped taking the request.", fault),
            _ => new Status(StatusCode.Internal, $"The call failed: {fault.Message}", fault),
        };
    }

    // Faults of the whole connection (a ping unanswered, GOAWAY, broken frames) come as the same type and mean Unavailable;
    // only the text of the runtime tells them from a reset of this one stream.
    private static bool IsOfStream(HttpProtocolException fault) =>
        fault.Message.Contains("reset the stream", StringComparison.Ordinal);

    public static T? Find<T>(Exception? fault) where T : Exception
    {
        while (fault is not null and not T) fault = fault.InnerException;
        return (T?)fault;
    }
}
