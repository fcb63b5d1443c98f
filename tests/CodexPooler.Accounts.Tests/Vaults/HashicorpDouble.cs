using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>
/// The part of Vault's KV version 2 that credentials need, written from its API documents (secret/kv/kv-v2): <c>cas</c> must be
/// the current
/// version and 0 for a new entry, else 400 with the engine's own words; reading nothing is 404; deleting metadata forgets all
/// versions.
/// </summary>
internal sealed class HashicorpDouble(string token, Action<string, IReadOnlyDictionary<string, string>?> changed)
{
    private readonly ConcurrentDictionary<string, (long Version, JsonObject Data)> _entries = new();
    private readonly Lock _gate = new();

    public IReadOnlyCollection<string> Stored => [.. _entries.Values.Select(entry => entry.Data.ToJsonString())];

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/secret");
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers["X-Vault-Token"] == token
                ? await next(context)
                : Errors(403, "permission denied"));
        group.MapGet("/data/dapr/{name}", Read);
        group.MapPost("/data/dapr/{name}", async (string name, HttpRequest request) =>
            Write(name, (await JsonNode.ParseAsync(request.Body))!.AsObject()));
        group.MapDelete("/metadata/dapr/{name}", (string name) =>
        {
            _entries.TryRemove(name, out _);
            changed(name, null);
            return Results.NoContent();
        });
    }

    private IResult Read(string name) => _entries.TryGetValue(name, out var held)
        ? Answer(
            new JsonObject { ["data"] = held.Data.DeepClone(), ["metadata"] = new JsonObject { ["version"] = held.Version } })
        : Errors(404);

    private IResult Write(string name, JsonObject content)
    {
        lock (_gate)
        {
            var current = _entries.TryGetValue(name, out var held) ? held.Version : 0;
            if (content["options"]?["cas"]?.GetValue<long>() is not { } cas)
                return Errors(400, "check-and-set parameter required for this call");
            if (cas != current) return Errors(400, "check-and-set parameter did not match the current version");
            var data = content["data"]!.DeepClone().AsObject();
            _entries[name] = (current + 1, data);
            changed(name, data.ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>()));
            return Answer(new JsonObject { ["version"] = current + 1 });
        }
    }

    private static IResult Answer(JsonObject data) =>
        Results.Text(new JsonObject { ["data"] = data }.ToJsonString(), "application/json");

    private static IResult Errors(int status, params string[] errors) => Results.Json(new { errors }, statusCode: status);
}
