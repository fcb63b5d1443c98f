using System.Net;
using System.Text.Json;

namespace Dapr.Client;

internal sealed class SecretsApi(SidecarConnection sidecar)
{
    public async Task<Dictionary<string, string>> GetAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var path = $"v1.0/secrets/{SidecarPath.Segment(storeName, nameof(storeName))}/{SidecarPath.Segment(key, nameof(key))}";
        var secret = await ReadAsync<Dictionary<string, string>>(
            SidecarPath.WithQuery(path, metadata), $"Reading secret '{key}' of store '{storeName}'", cancellationToken);
        return secret ?? [];
    }

    public async Task<Dictionary<string, Dictionary<string, string>>> GetBulkAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var path = $"v1.0/secrets/{SidecarPath.Segment(storeName, nameof(storeName))}/bulk";
        var secrets = await ReadAsync<Dictionary<string, Dictionary<string, string>>>(
            SidecarPath.WithQuery(path, metadata), $"Reading all secrets of store '{storeName}'", cancellationToken);
        return secrets ?? [];
    }

    private async Task<T?> ReadAsync<T>(string path, string operation, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await sidecar.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, operation, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return null;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync<T>(body, SidecarConnection.Envelope, cancellationToken);
        }
        catch (JsonException)
        {
            // The parser's message may quote the body, and the body is the secret.
            throw new DaprException($"{operation} failed: the sidecar's answer is not a map of texts.");
        }
    }
}
