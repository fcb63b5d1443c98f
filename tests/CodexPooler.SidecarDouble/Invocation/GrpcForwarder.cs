using System.Net;
using CodexPooler.SidecarDouble.Faults;
using CodexPooler.SidecarDouble.Runtime;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>
/// Transparent gRPC proxying as pkg/messaging/grpc_proxy.go does it: the target from metadata, which the callee never sees;
/// bytes, headers and trailers passed on as they come; cancellation in both directions.
/// </summary>
internal sealed class GrpcForwarder(SidecarOptions options, PeerDirectory peers, FaultPlan faults) : IDisposable
{
    private const long ResetByCancel = 8;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
    });

    public async Task ForwardAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var path = PathSegments.RawPath(context);
        var (callee, peer, refusal) = Target(context.Request.Headers, path);
        if (refusal is null && await faults.NextAsync(path, context.RequestAborted) is { } fault)
            refusal = new GrpcStatus(14, fault.Message);
        if (refusal is { } status)
        {
            status.WriteTrailersOnly(context);
            return;
        }

        await RelayAsync(context, callee!, peer!, path);
    }

    public void Dispose() => _http.Dispose();

    private (string? Callee, Uri? Peer, GrpcStatus? Refusal) Target(IHeaderDictionary headers, string path)
    {
        if (options.ApiToken is not null && headers[ApiTokenMiddleware.Header] != options.ApiToken)
            return (null, null, GrpcStatus.Unauthenticated);
        if (path.StartsWith("/dapr.proto.runtime.", StringComparison.Ordinal))
            return (null, null, GrpcStatus.Unimplemented(path));
        var callee = headers["dapr-callee-app-id"] is [{ Length: > 0 } first] ? first : headers["dapr-app-id"].ToString();
        if (callee.Length == 0)
            return (null, null, GrpcStatus.UnknownTarget);
        if (peers.Find(callee) is not { } peer)
            return (callee, null, GrpcStatus.Unavailable(callee));
        return peers.Allows(callee, path) ? (callee, peer, null) : (callee, peer, GrpcStatus.Denied(callee, path));
    }

    private async Task RelayAsync(HttpContext context, string callee, Uri peer, string path)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var isStream = context.Request.Headers["dapr-stream"] == "true";
        var content = new GrpcRelayContent(context.Request.Body, new GrpcFrameMeter(options.MaxBodySize), (meter, fits) =>
            !fits ? GrpcStatus.TooLarge(options.MaxBodySize)
            : meter.Messages > 1 && !isStream && !context.Response.HasStarted ? GrpcStatus.NotReplayable
            : null);
        using var request = GrpcHeaders.Request(context.Request, peer, path, content, callee, options);
        try
        {
            using var response = await _http.SendAsync(request, stop.Token);
            await AnswerAsync(context, response);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; disposing the exchange resets the callee's side.
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            (content.Refused ?? StatusOf(exception, callee)).WriteTrailers(context);
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        GrpcHeaders.Copy(response, context.Response);
        var meter = new GrpcFrameMeter(options.MaxBodySize);
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        // A trailers-only answer must stay one; only a callee that really opened a stream gets its headers sent early.
        if (!response.Headers.Contains("grpc-status"))
            await context.Response.StartAsync(context.RequestAborted);
        int read;
        while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (!meter.Accept(buffer.AsSpan(0, read)))
            {
                GrpcStatus.TooLarge(options.MaxBodySize).WriteTrailers(context);
                return;
            }

            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
            context.Response.AppendTrailer(name, values.ToArray());
    }

    private static GrpcStatus StatusOf(Exception exception, string callee) =>
        (exception as HttpProtocolException ?? exception.InnerException as HttpProtocolException) is { ErrorCode: ResetByCancel }
            ? GrpcStatus.Cancelled
            : GrpcStatus.Unavailable(callee);
}
