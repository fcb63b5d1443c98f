using System.Net;
using System.Text.Json;

namespace Dapr.Client;

internal sealed class StateReader(SidecarConnection sidecar, JsonSerializerOptions json)
{
    public static string PathOf(string storeName, string key) =>
        $"v1.0/state/{SidecarPath.Segment(storeName, nameof(storeName))}/{SidecarPath.Segment(key, nameof(key))}";

    public async Task<(TValue? Value, string ETag)> GetAsync<TValue>(
        string storeName, string key, ConsistencyMode? consistency, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        using var response = await ReadAsync(storeName, key, consistency, metadata, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return (default, string.Empty);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return (await JsonSerializer.DeserializeAsync<TValue>(body, json, cancellationToken), ETagOf(response));
    }

    public async Task<bool> ExistsAsync(string storeName, string key, CancellationToken cancellationToken)
    {
        using var response = await ReadAsync(storeName, key, ConsistencyMode.Strong, null, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    public async Task<IReadOnlyList<BulkStateAnswer>> GetBulkAsync(
        string storeName, IReadOnlyList<string> keys, int? parallelism, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var operation = $"Reading {keys.Count} keys of state store '{storeName}'";
        var path = $"v1.0/state/{SidecarPath.Segment(storeName, nameof(storeName))}/bulk";
        using var content = SidecarConnection.Json(new { keys, parallelism, metadata });
        using var response = await sidecar.SendAsync(HttpMethod.Post, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, operation, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return [];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answers = await JsonSerializer.DeserializeAsync<List<BulkStateAnswer>>(
            body, SidecarConnection.Envelope, cancellationToken);
        if (answers?.Find(answer => !string.IsNullOrEmpty(answer.Error)) is { } failed)
            throw new DaprApiException($"{operation} failed at '{failed.Key}': {failed.Error}", response.StatusCode, null);
        return answers ?? [];
    }

    private async Task<HttpResponseMessage> ReadAsync(
        string storeName, string key, ConsistencyMode? consistency, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var path = SidecarPath.WithQuery(PathOf(storeName, key), metadata, ("consistency", StateItemOptions.Text(consistency)));
        var response = await sidecar.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await SidecarConnection.FailureAsync(
                response, $"Reading '{key}' of state store '{storeName}'", cancellationToken);
    }

    // The sidecar sends the store's etag raw; Headers.ETag is null for anything unquoted.
    private static string ETagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.ToString() : string.Empty;
}
