using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Secrets;

/// <summary>
/// pkg/api/http/http_test.go TestV1SecretEndpoints and tests/integration/suite/daprd/secret/http/errors.go. A missing secret
/// is 500 ERR_SECRET_GET, as the Kubernetes, Vault and file stores make it.
/// </summary>
internal static class SecretEndpoints
{
    public static void MapSecrets(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1.0/secrets/{store}/bulk", Bulk);
        endpoints.MapGet("/v1.0/secrets/{store}/{name}", One);
    }

    private static IResult One(HttpContext context, SecretStores stores)
    {
        var path = PathSegments.Of(context);
        var (store, name) = (path[2], path[3]);
        var all = stores.Read();
        if (Missing(all.Count, all.ContainsKey(store), store) is { } refusal)
            return refusal;
        if (stores.IsDenied(store, name))
            return Refusal.Of(
                403, "ERR_PERMISSION_DENIED", $"access denied by policy to get \"{name}\" from \"{store}\"",
                "ERR_PERMISSION_DENIED");
        return all[store].TryGetValue(name, out var values)
            ? Results.Json(values)
            : Refusal.Of(
                500, "ERR_SECRET_GET",
                $"failed getting secret with key {name} from secret store {store}: secret {name} not found",
                "ERR_SECRET_GET");
    }

    private static IResult Bulk(HttpContext context, SecretStores stores)
    {
        var store = PathSegments.Of(context)[2];
        var all = stores.Read();
        return Missing(all.Count, all.ContainsKey(store), store)
            ?? Results.Json(all[store].Where(secret => !stores.IsDenied(store, secret.Key)).ToDictionary());
    }

    private static IResult? Missing(int configured, bool found, string store) => (configured, found) switch
    {
        (0, _) => Refusal.Of(
            500, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured", "ERR_SECRET_STORES_NOT_CONFIGURED"),
        (_, false) => Refusal.Of(
            401, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {store}", "ERR_SECRET_STORE_NOT_FOUND"),
        _ => null,
    };
}
