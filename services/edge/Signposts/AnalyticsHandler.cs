using CodexPooler.Edge.Routes;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Signposts;

/// <summary>A client's analytics are accepted, so that it does not try again, and thrown away unread.</summary>
internal sealed class AnalyticsHandler : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Analytics;

    public Task HandleAsync(EdgeCall call)
    {
        call.Context.Response.ContentType = "application/json";
        return call.Context.Response.WriteAsync("{\"success\":true}", call.Aborted);
    }
}
