using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Server;

/// <summary>Serves one method over HTTP/2.</summary>
internal sealed class HttpMethodHandler<TRequest, TResponse>(
    BoundMethod<TRequest, TResponse> bound, TimeProvider time, ILogger logger)
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method = bound.Method;
    private readonly Action<TResponse, SerializationContext> _serializer = bound.Method.ResponseMarshaller.ContextualSerializer;

    public Task HandleAsync(HttpContext http) =>
        RequestGuard.Accepts(http.Request) ? ServeAsync(http) : RequestGuard.RefuseAsync(http);

    private async Task ServeAsync(HttpContext http)
    {
        await using var call = new HttpServedCall(http, _method, bound.Settings, time);
        Status status;
        try
        {
            call.Start();
            // The commonest kind runs here: each further async method costs every call.
            if (_method.Type == MethodType.Unary)
                Answer(call, await bound.Unary!(await Messages(call).ReadSingleAsync(call.ReadToken), call));
            else
                await StreamAsync(call, Messages(call));
            status = call.IsDeadlineExceeded ? ServerFault.DeadlineExceeded : call.Status;
        }
        // The edge of the handler: whatever it threw becomes a status.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            status = ServerFault.Settle(fault, call, logger);
        }

        await call.FinishAsync(status);
    }

    private PipeMessageReader<TRequest> Messages(HttpServedCall call) => new(
        call.Http.Request.BodyReader,
        new FrameDecoder<TRequest>(_method.RequestMarshaller.ContextualDeserializer, call.Settings.MaxReceiveSize)
        {
            Encoding = call.RequestEncoding,
        });

    private async Task StreamAsync(HttpServedCall call, PipeMessageReader<TRequest> messages)
    {
        switch (_method.Type)
        {
            case MethodType.ClientStreaming:
                Answer(call, await bound.ClientStreaming!(new HttpStreamReader<TRequest>(messages, call), call));
                break;
            case MethodType.ServerStreaming:
                var start = await messages.ReadSingleAsync(call.ReadToken);
                await bound.ServerStreaming!(start, new HttpStreamWriter<TResponse>(call, _serializer), call);
                break;
            default:
                await bound.DuplexStreaming!(
                    new HttpStreamReader<TRequest>(messages, call), new HttpStreamWriter<TResponse>(call, _serializer), call);
                break;
        }
    }

    // A handler that set an error status may return nothing, and its message is not sent.
    private void Answer(HttpServedCall call, TResponse? response)
    {
        if (call.Status.StatusCode != StatusCode.OK) return;
        if (response is null) throw Failure.Of(StatusCode.Cancelled, "The handler returned no message.");
        call.WriteSingle(response, _serializer);
    }
}
