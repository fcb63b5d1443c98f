using System.Net;
using System.Text.Json;

namespace Dapr.Client;

internal sealed class StateWriter(SidecarConnection sidecar, StateReader reader)
{
    public async Task SaveAsync(string storeName, IReadOnlyList<StateItem> items, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(storeName, items, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, Saving(storeName), cancellationToken);
    }

    public async Task<bool> TrySaveAsync(string storeName, StateItem item, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(storeName, [item], cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return false;
        if (response.IsSuccessStatusCode)
            return true;
        var failure = await SidecarConnection.FailureAsync(response, Saving(storeName), cancellationToken);
        // Redis and PostgreSQL report a lost create race as a plain 500; only a second look tells it from a broken store.
        if (item.Etag is null && failure.StatusCode == HttpStatusCode.InternalServerError &&
            await reader.ExistsAsync(storeName, item.Key, cancellationToken))
            return false;
        throw failure;
    }

    public async Task<bool> TryDeleteAsync(
        string storeName, string key, string? etag, StateOptions? options, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var path = SidecarPath.WithQuery(
            StateReader.PathOf(storeName, key), metadata,
            ("concurrency", StateItemOptions.Text(options?.Concurrency)),
            ("consistency", StateItemOptions.Text(options?.Consistency)));
        using var request = new HttpRequestMessage(HttpMethod.Delete, sidecar.Address(path));
        // Etags are opaque and unquoted, which the typed header would refuse.
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await sidecar.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return false;
        await SidecarConnection.EnsureSuccessAsync(response, $"Deleting '{key}' of state store '{storeName}'", cancellationToken);
        return true;
    }

    public async Task TransactAsync(
        string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var body = new
        {
            operations = operations.Select(one => new { operation = NameOf(one.OperationType), request = ItemOf(one) }),
            metadata,
        };
        var path = $"v1.0/state/{SidecarPath.Segment(storeName, nameof(storeName))}/transaction";
        using var content = SidecarConnection.Json(body);
        using var response = await sidecar.SendAsync(HttpMethod.Post, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, $"The transaction on state store '{storeName}'", cancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync(
        string storeName, IReadOnlyList<StateItem> items, CancellationToken cancellationToken)
    {
        using var content = SidecarConnection.Json(items);
        var path = $"v1.0/state/{SidecarPath.Segment(storeName, nameof(storeName))}";
        return await sidecar.SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    private static string Saving(string storeName) => $"Saving to state store '{storeName}'";

    private static string NameOf(StateOperationType type) => type == StateOperationType.Delete ? "delete" : "upsert";

    private static StateItem ItemOf(StateTransactionRequest request) => new(
        request.Key,
        request.OperationType == StateOperationType.Delete ? null : JsonOf(request),
        request.ETag,
        request.Metadata,
        StateItemOptions.From(request.Options));

    private static JsonElement JsonOf(StateTransactionRequest request)
    {
        try
        {
            return JsonElement.Parse(request.Value);
        }
        catch (JsonException)
        {
            throw new ArgumentException($"The value of '{request.Key}' is not JSON; the sidecar's HTTP API stores JSON only.");
        }
    }
}
