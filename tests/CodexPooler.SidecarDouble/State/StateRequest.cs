using System.Globalization;
using System.Text.Json;

namespace CodexPooler.SidecarDouble.State;

/// <summary>
/// Reads write requests as strictly as the Go decoder: an etag that is not text or a key without name is malformed.
/// </summary>
internal static class StateRequest
{
    public static StateChange Parse(JsonElement item, bool isDelete = false)
    {
        var key = item.ValueKind == JsonValueKind.Object && Text(item, "key") is { Length: > 0 } name
            ? name
            : throw new FormatException("failed deserializing HTTP body: key is empty");
        if (key.Contains("||", StringComparison.Ordinal))
            throw new FormatException($"input key/keyPrefix '{key}' can't contain '||'");
        var value = item.TryGetProperty("value", out var given) ? given.Clone() : JsonDocument.Parse("null").RootElement;
        return new StateChange(key, isDelete, value, NotEmpty(Text(item, "etag")), IsFirstWrite(item), TimeToLive(item));
    }

    private static bool IsFirstWrite(JsonElement item)
    {
        if (!item.TryGetProperty("options", out var options) || options.ValueKind == JsonValueKind.Null)
            return false;
        if (Text(options, "consistency") is not (null or "" or "strong" or "eventual"))
            throw new FormatException("unrecognized consistency");
        return Text(options, "concurrency") switch
        {
            "first-write" => true,
            null or "" or "last-write" => false,
            var other => throw new FormatException($"unrecognized concurrency model '{other}'"),
        };
    }

    private static TimeSpan? TimeToLive(JsonElement item)
    {
        if (!item.TryGetProperty("metadata", out var metadata) || metadata.ValueKind == JsonValueKind.Null)
            return null;
        if (Text(metadata, "ttlInSeconds") is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? seconds > 0 ? TimeSpan.FromSeconds(seconds) : null
            : throw new FormatException($"incorrect value for metadata 'ttlInSeconds': {text}");
    }

    // A number or object where the sidecar's struct has text is malformed, not text.
    private static string? Text(JsonElement item, string name) =>
        !item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"failed deserializing HTTP body: {name} is not a string");

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
