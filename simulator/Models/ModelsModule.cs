using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Routes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CodexPooler.Simulator.Models;

internal static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services.AddStateful<ModelCatalogue>();

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/backend-api/codex/models", ListAsync).Simulated("models");
        app.MapPost("/_control/models/republish", Republish);
    }

    private static async Task ListAsync(HttpContext context, ModelCatalogue catalogue)
    {
        var listing = catalogue.Of(context.Call().Account);
        context.Response.Headers.ETag = listing.ETag;
        if (context.Request.Headers.IfNoneMatch == listing.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var body = listing.Body(Version.TryParse(context.Request.Query["client_version"], out var client) ? client : null);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static NoContent Republish(ModelCatalogue catalogue)
    {
        catalogue.Republish();
        return TypedResults.NoContent();
    }
}
