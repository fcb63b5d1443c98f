using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>The server's side of one in-process call.</summary>
internal sealed class InProcessHandler<TRequest, TResponse>(
    InProcessTransport transport,
    BoundMethod<TRequest, TResponse> bound,
    CallPipe<TRequest, TResponse> pipe,
    MessageCopier<TResponse> copier,
    Metadata headers,
    ClientCall client)
    where TRequest : class
    where TResponse : class
{
    public async Task RunAsync()
    {
        await using var call = new InProcessServedCall(transport, bound, headers, client, pipe);
        Status status;
        try
        {
            await CallAsync(call);
            status = call.IsDeadlineExceeded ? ServerFault.DeadlineExceeded : call.Status;
        }
        // The edge of the handler: whatever it threw becomes a status.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            status = ServerFault.Settle(fault, call, transport.Logger);
        }

        pipe.End(new Outcome(
            status, call.HasTrailers ? InProcessServedCall.Carried(call.ResponseTrailers) : Metadata.Empty));
    }

    private async Task CallAsync(InProcessServedCall call)
    {
        var requests = new ChannelStreamReader<TRequest>(pipe.Requests.Reader, call.CancellationToken);
        var responses = new InProcessResponseWriter<TRequest, TResponse>(call, pipe, copier);
        switch (bound.Method.Type)
        {
            case MethodType.Unary:
                await AnswerAsync(call, responses, await bound.Unary!(await SingleAsync(requests), call));
                break;
            case MethodType.ClientStreaming:
                await AnswerAsync(call, responses, await bound.ClientStreaming!(requests, call));
                break;
            case MethodType.ServerStreaming:
                await bound.ServerStreaming!(await SingleAsync(requests), responses, call);
                break;
            default:
                await bound.DuplexStreaming!(requests, responses, call);
                break;
        }
    }

    private static async Task<TRequest> SingleAsync(ChannelStreamReader<TRequest> requests) =>
        await requests.MoveNext(CancellationToken.None)
            ? requests.Current
            : throw Failure.Internal("The request ended without a message.");

    private static Task AnswerAsync(
        InProcessServedCall call, InProcessResponseWriter<TRequest, TResponse> responses, TResponse? response)
    {
        if (call.Status.StatusCode != StatusCode.OK) return Task.CompletedTask;
        if (response is null) throw Failure.Of(StatusCode.Cancelled, "The handler returned no message.");
        return responses.WriteAsync(response);
    }
}
