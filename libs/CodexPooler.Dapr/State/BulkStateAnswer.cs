using System.Text.Json;

namespace Dapr.Client;

internal sealed record BulkStateAnswer(string Key, JsonElement? Data, string? Etag, string? Error);
