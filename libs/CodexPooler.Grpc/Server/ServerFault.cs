using Grpc.Core;

namespace CodexPooler.Grpc.Server;

internal static class ServerFault
{
    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    /// <summary>What the client is told; a fault of the handler says nothing of itself unless details are enabled.</summary>
    public static Status Describe(Exception fault, ServedCall call) => fault switch
    {
        _ when call.IsDeadlineExceeded => DeadlineExceeded,
        RpcException rpc => rpc.Status,
        ClientGoneException => Status.DefaultCancelled,
        OperationCanceledException or IOException when call.CancellationToken.IsCancellationRequested =>
            Status.DefaultCancelled,
        _ => new Status(
            StatusCode.Unknown,
            call.Settings.DetailedErrors
                ? $"Exception was thrown by handler. {fault.GetType().Name}: {fault.Message}"
                : "Exception was thrown by handler."),
    };
}
