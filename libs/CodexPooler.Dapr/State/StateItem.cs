using System.Text.Json;

namespace Dapr.Client;

/// <summary>A write as the sidecar's JSON has it.</summary>
internal sealed record StateItem(
    string Key, JsonElement? Value, string? Etag, IReadOnlyDictionary<string, string>? Metadata, StateItemOptions? Options);
