using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>
/// The part of the Kubernetes API that Secrets need, written from its reference (core v1 Secret, "Resource versions" and "Updates
/// to existing
/// resources" of API concepts): create answers 201 or 409 AlreadyExists, replace 409 Conflict when resourceVersion is not the
/// present one, delete
/// honours preconditions. Every answer but success is a Status object.
/// </summary>
internal sealed class KubernetesDouble(string token, Action<string, IReadOnlyDictionary<string, string>?> changed)
{
    private readonly ConcurrentDictionary<string, JsonObject> _secrets = new();
    private readonly Lock _gate = new();
    private long _revision;

    public IReadOnlyCollection<string> Stored => [.. _secrets.Values.Select(secret => secret.ToJsonString())];

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/namespaces/tokens/secrets");
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.Authorization == "Bearer " + token
                ? await next(context)
                : Status(401, "Unauthorized"));
        group.MapGet("/{name}", (string name) =>
            _secrets.TryGetValue(name, out var secret) ? Answer(secret, 200) : Status(404, "NotFound"));
        group.MapPost("", async (HttpRequest request) => Create(await ReadAsync(request)));
        group.MapPut("/{name}", async (string name, HttpRequest request) => Replace(name, await ReadAsync(request)));
        group.MapDelete("/{name}", async (string name, HttpRequest request) => Delete(name, await ReadAsync(request)));
    }

    private IResult Create(JsonObject secret)
    {
        lock (_gate)
        {
            var name = secret["metadata"]!["name"]!.GetValue<string>();
            return _secrets.ContainsKey(name) ? Status(409, "AlreadyExists") : Store(name, secret, 201);
        }
    }

    private IResult Replace(string name, JsonObject secret)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var held)) return Status(404, "NotFound");
            return Version(secret["metadata"]) == Version(held["metadata"]) ? Store(name, secret, 200) : Status(409, "Conflict");
        }
    }

    private IResult Delete(string name, JsonObject options)
    {
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var held)) return Status(404, "NotFound");
            if (options["preconditions"] is { } only && Version(only) != Version(held["metadata"]))
                return Status(409, "Conflict");
            _secrets.TryRemove(name, out _);
            changed(name, null);
            return Results.Json(new { kind = "Status", status = "Success" });
        }
    }

    private IResult Store(string name, JsonObject secret, int status)
    {
        secret["metadata"]!["resourceVersion"] = (++_revision).ToString(CultureInfo.InvariantCulture);
        _secrets[name] = secret;
        changed(name, secret["data"]!.AsObject().ToDictionary(
            entry => entry.Key, entry => Encoding.UTF8.GetString(Convert.FromBase64String(entry.Value!.GetValue<string>()))));
        return Answer(secret, status);
    }

    private static string? Version(JsonNode? holder) => holder?["resourceVersion"]?.GetValue<string>();

    private static async Task<JsonObject> ReadAsync(HttpRequest request) => (await JsonNode.ParseAsync(request.Body))!.AsObject();

    private static IResult Answer(JsonObject secret, int status) =>
        Results.Text(secret.ToJsonString(), "application/json", statusCode: status);

    private static IResult Status(int code, string reason) =>
        Results.Json(new { kind = "Status", status = "Failure", reason, code }, statusCode: code);
}
