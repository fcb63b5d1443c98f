namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>The gRPC port proxies; everything after this is the HTTP API.</summary>
internal sealed class GrpcPortMiddleware(RequestDelegate next, GrpcForwarder forwarder)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpProtocol.IsHttp2(context.Request.Protocol) ? forwarder.ForwardAsync(context) : next(context);
}
