using CodexPooler.Edge.Routes;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Models;

/// <summary>`GET …/models`, from the edge's own memory: it works while every other service is down.</summary>
internal sealed class ModelsHandler(ModelCatalogue catalogue) : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Models;

    public async Task HandleAsync(EdgeCall call)
    {
        var document = catalogue.Of(call.Key, OlderClient.Is(call.Context.Request.Query["client_version"]));
        var response = call.Context.Response;
        response.Headers.ETag = document.ETag;
        response.Headers.CacheControl = "no-cache";
        if (call.Context.Request.Headers.IfNoneMatch.Contains(document.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json";
        response.ContentLength = document.Json.Length;
        if (!HttpMethods.IsHead(call.Context.Request.Method)) await response.Body.WriteAsync(document.Json, call.Aborted);
    }
}
