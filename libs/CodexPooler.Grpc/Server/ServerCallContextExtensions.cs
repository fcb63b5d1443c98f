using CodexPooler.Grpc.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request of a call that came over a socket.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
        serverCallContext is HttpServedCall call
            ? call.Http
            : throw new InvalidOperationException("This call did not come over HTTP.");
}
