using System.Text.Json;
using CodexPooler.SidecarDouble.Runtime;
using CodexPooler.SidecarDouble.State;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>tests/integration/suite/actors/http/ttl.go and state/: only an actor active on this host has state.</summary>
internal static class ActorStateEndpoints
{
    public static void MapActorState(this IEndpointRouteBuilder endpoints, string actor)
    {
        endpoints.MapGet(actor + "/state/{key}", ReadAsync);
        endpoints.MapMethods(actor + "/state", ["POST", "PUT"], SaveAsync);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, ActorPlacement placement, StateStores stores, SidecarOptions options)
    {
        if (await RefusalAsync(context, placement) is { } refusal)
            return refusal;
        if (stores.Read(options.ActorStateStore!, Stored(context, PathSegments.Of(context)[5])) is not { } entry)
            return Results.NoContent();
        if (entry.Expires is { } expires)
            context.Response.Headers["metadata.ttlExpireTime"] = expires.ToString("yyyy-MM-ddTHH:mm:ssZ");
        return Results.Content(entry.Value.GetRawText(), "application/json");
    }

    private static async Task<IResult> SaveAsync(
        HttpContext context, ActorPlacement placement, StateStores stores, SidecarOptions options)
    {
        if (await RefusalAsync(context, placement) is { } refusal)
            return refusal;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var changes = StateTransaction.Parse(body.RootElement).Select(
                change => change with { Key = Stored(context, change.Key) });
            return stores.Apply(options.ActorStateStore!, [.. changes], atomic: true) == StateOutcome.Saved
                ? Results.NoContent()
                : Refusal.Of(
                    500, "ERR_ACTOR_STATE_TRANSACTION_SAVE", "error saving actor transaction state: possible etag mismatch");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or NotSupportedException
            or KeyNotFoundException or InvalidOperationException)
        {
            return Refusal.Of(400, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {exception.Message}");
        }
    }

    private static async Task<IResult?> RefusalAsync(HttpContext context, ActorPlacement placement)
    {
        var actor = ActorEndpoints.KeyOf(context);
        return await ActorEndpoints.RefusalAsync(context, placement)
            ?? (placement.IsActive(actor.Type, actor.Id)
                ? null
                : Refusal.Of(400, "ERR_ACTOR_INSTANCE_MISSING", "actor instance is missing"));
    }

    private static string Stored(HttpContext context, string key)
    {
        var actor = ActorEndpoints.KeyOf(context);
        return $"{actor.Type}||{actor.Id}||{key}";
    }
}
