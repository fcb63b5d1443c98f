using System.Text.Json;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.State;

/// <summary>
/// pkg/api/http/http_test.go TestV1StateEndpoints and tests/integration/suite/daprd/state/http/{basic,errors,ttl}.go.
/// </summary>
internal static class StateEndpoints
{
    private static readonly string[] Writes = ["POST", "PUT"];

    public static void MapState(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/v1.0/state/{store}", Writes, SaveAsync);
        endpoints.MapMethods("/v1.0/state/{store}/bulk", Writes, BulkReadAsync);
        endpoints.MapMethods("/v1.0/state/{store}/transaction", Writes, TransactAsync);
        endpoints.MapGet("/v1.0/state/{store}/{key}", Read);
        endpoints.MapDelete("/v1.0/state/{store}/{key}", Delete);
    }

    private static IResult Read(HttpContext context, StateStores stores)
    {
        var path = PathSegments.Of(context);
        if (StateRefusal.Missing(stores, path[2]) is { } refusal)
            return refusal;
        if (stores.Read(path[2], path[3]) is not { } entry)
            return Results.NoContent();
        // Raw: the store's etag is not an HTTP entity tag.
        context.Response.Headers.ETag = entry.ETag;
        if (entry.Expires is { } expires)
            context.Response.Headers["metadata.ttlExpireTime"] = expires.ToString("yyyy-MM-ddTHH:mm:ssZ");
        return Results.Content(entry.Value.GetRawText(), "application/json");
    }

    private static async Task<IResult> SaveAsync(HttpContext context, StateStores stores)
    {
        var store = PathSegments.Of(context)[2];
        if (StateRefusal.Missing(stores, store) is { } refusal)
            return refusal;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Array)
                return StateRefusal.Malformed("failed deserializing HTTP body: not a list");
            var changes = body.RootElement.EnumerateArray().Select(item => StateRequest.Parse(item)).ToList();
            return StateRefusal.Of(stores.Apply(store, changes, atomic: false), store, "SAVE");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return StateRefusal.Malformed(exception.Message);
        }
    }

    private static IResult Delete(HttpContext context, StateStores stores)
    {
        var path = PathSegments.Of(context);
        if (StateRefusal.Missing(stores, path[2]) is { } refusal)
            return refusal;
        var etag = context.Request.Headers.IfMatch.ToString();
        var change = new StateChange(path[3], true, default, etag.Length == 0 ? null : etag, false, null);
        return StateRefusal.Of(stores.Apply(path[2], [change], atomic: false), path[2], "DELETE");
    }

    private static async Task<IResult> BulkReadAsync(HttpContext context, StateStores stores)
    {
        var store = PathSegments.Of(context)[2];
        if (StateRefusal.Missing(stores, store) is { } refusal)
            return refusal;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var keys = body.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!);
            return Results.Json(keys.Select(key => stores.Read(store, key) is { } entry
                ? (object)new { key, data = entry.Value, etag = entry.ETag }
                : new { key }).ToList());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return StateRefusal.Malformed($"failed deserializing HTTP body: {exception.Message}");
        }
    }

    private static async Task<IResult> TransactAsync(HttpContext context, StateStores stores)
    {
        var store = PathSegments.Of(context)[2];
        if (StateRefusal.Missing(stores, store) is { } refusal)
            return refusal;
        if (!stores.Profile(store)!.Transactional)
            return Refusal.Of(
                500, "ERR_STATE_STORE_NOT_SUPPORTED", $"state store {store} doesn't support transaction",
                "DAPR_STATE_TRANSACTIONS_NOT_SUPPORTED");
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var changes = StateTransaction.Parse(body.RootElement.GetProperty("operations"));
            return stores.Apply(store, changes, atomic: true) == StateOutcome.Saved
                ? Results.NoContent()
                // Not 409: the real one reports every failure of a transaction alike.
                : Refusal.Of(500, "ERR_STATE_TRANSACTION", "error while executing state transaction: possible etag mismatch");
        }
        catch (NotSupportedException exception)
        {
            return Refusal.Of(400, "ERR_NOT_SUPPORTED_STATE_OPERATION", exception.Message);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException)
        {
            return StateRefusal.Malformed(exception.Message);
        }
    }
}
