using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Usage;

/// <summary>The usage routes of the Codex backend, answered for the Pool as a whole.</summary>
internal sealed class UsageHandler(DirectoryHolder directory, QuotaHolder quotas, TimeProvider time) : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Usage;

    public async Task HandleAsync(EdgeCall call)
    {
        var now = time.GetUtcNow();
        var usage = PooledUsage.Of(directory.Current, call.Key.Key.PoolId, quotas, now);
        var body = UsageBody.Write(usage, call.Key.Key.Id, call.Key.Key.PoolId, now);
        var response = call.Context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(call.Context.Request.Method)) await response.Body.WriteAsync(body, call.Aborted);
    }
}
