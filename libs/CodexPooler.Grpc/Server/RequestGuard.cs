using CodexPooler.Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Grpc.Server;

/// <summary>Turns away what is no gRPC request, in HTTP terms, because such a client reads no grpc-status.</summary>
internal static class RequestGuard
{
    public static bool Accepts(HttpRequest request) =>
        WireNames.IsGrpcContentType(request.ContentType) && IsHttp2(request);

    public static Task RefuseAsync(HttpContext http)
    {
        var response = http.Response;
        if (!WireNames.IsGrpcContentType(http.Request.ContentType))
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            response.ContentType = "text/plain";
            return response.WriteAsync("This is a gRPC method: send content-type application/grpc.", http.RequestAborted);
        }

        response.StatusCode = StatusCodes.Status426UpgradeRequired;
        response.Headers.Upgrade = "h2c";
        response.ContentType = "text/plain";
        return response.WriteAsync(
            $"gRPC needs HTTP/2 and this request came over {http.Request.Protocol}. Use HTTP/2 with prior knowledge or TLS, "
            + "and give the listener the protocol Http2 (or Http1AndHttp2 with TLS).",
            http.RequestAborted);
    }

    private static bool IsHttp2(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol);
}
