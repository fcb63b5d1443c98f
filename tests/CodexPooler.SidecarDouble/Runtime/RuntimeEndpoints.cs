using CodexPooler.SidecarDouble.Actors;
using CodexPooler.SidecarDouble.State;

namespace CodexPooler.SidecarDouble.Runtime;

internal static class RuntimeEndpoints
{
    public static void MapRuntime(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1.0/healthz", HealthAsync);
        endpoints.MapGet("/v1.0/healthz/outbound", Outbound);
        endpoints.MapGet("/v1.0/metadata", ReadMetadata);
        endpoints.MapPut("/v1.0/metadata/{name}", WriteMetadataAsync);
        endpoints.MapPost("/v1.0/shutdown", Shutdown);
    }

    private static async Task<IResult> HealthAsync(HttpContext context, SidecarOptions options, AppChannel channel)
    {
        if (WrongApp(context, options) || !await channel.IsReachableAsync(context.RequestAborted))
            return Refusal.Of(500, "ERR_HEALTH_NOT_READY", "dapr is not ready");
        return Results.NoContent();
    }

    private static IResult Outbound(HttpContext context, SidecarOptions options) => WrongApp(context, options)
        ? Refusal.Of(500, "ERR_OUTBOUND_HEALTH_NOT_READY", "dapr outbound is not ready")
        : Results.NoContent();

    private static bool WrongApp(HttpContext context, SidecarOptions options) =>
        context.Request.Query["appid"] is [{ Length: > 0 } wanted] && wanted != options.AppId;

    private static IResult ReadMetadata(
        SidecarOptions options, ExtendedMetadata extended, ActorPlacement actors, StateStores state) => Results.Json(new
        {
            id = options.AppId,
            runtimeVersion = "1.18.3",
            actorRuntime = new { runtimeStatus = "RUNNING", hostReady = true, activeActors = actors.ActiveCounts() },
            components = state.Components()
            .Concat(options.Bindings.Keys.Select(name => new { name, type = "bindings.localstorage", version = "v1" }))
            .Concat(options.PubSubs.Select(name => new { name, type = "pubsub.in-memory", version = "v1" })),
            extended = extended.Values,
        });

    private static async Task<IResult> WriteMetadataAsync(HttpContext context, ExtendedMetadata extended)
    {
        using var reader = new StreamReader(context.Request.Body);
        extended.Values[PathSegments.Of(context)[2]] = await reader.ReadToEndAsync(context.RequestAborted);
        return Results.NoContent();
    }

    private static IResult Shutdown(HttpContext context, IHostApplicationLifetime lifetime)
    {
        context.Response.OnCompleted(() =>
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        });
        return Results.NoContent();
    }
}
