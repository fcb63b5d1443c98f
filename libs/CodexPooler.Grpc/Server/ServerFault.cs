using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Server;

internal static class ServerFault
{
    public static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    /// <summary>Makes a handler's fault the call's status and trailers, and reports it if an operator should know.</summary>
    public static Status Settle(Exception fault, ServedCall call, ILogger logger)
    {
        var status = Describe(fault, call);
        if (fault is RpcException { Trailers: { Count: > 0 } trailers })
        {
            foreach (var entry in trailers) call.ResponseTrailers.Add(entry);
        }

        var expected = fault is RpcException or OperationCanceledException
            || status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded;
        if (expected) Log.CallEnded(logger, call.Method, status.StatusCode);
        else Log.HandlerFailed(logger, call.Method, fault);
        return status;
    }

    /// <summary>What the client is told; a fault of the handler says nothing of itself unless details are enabled.</summary>
    private static Status Describe(Exception fault, ServedCall call) => fault switch
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
