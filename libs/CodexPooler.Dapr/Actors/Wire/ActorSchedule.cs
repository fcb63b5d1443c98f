using System.Text.Json;

namespace Dapr.Actors;

/// <summary>A reminder or timer as the sidecar's JSON has it, both when registering and when it fires.</summary>
internal sealed record ActorSchedule(string? DueTime, string? Period, JsonElement? Data, string? Ttl, string? Callback)
{
    /// <summary>
    /// The bytes that were registered. We register base64 text; anything else came from another client, as JSON.
    /// </summary>
    public byte[] Bytes() => Data switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.String } text when text.TryGetBytesFromBase64(out var bytes) => bytes,
        { } json => System.Text.Encoding.UTF8.GetBytes(json.GetRawText()),
    };

    public static JsonElement? DataOf(byte[]? bytes) =>
        bytes is null or [] ? null : JsonSerializer.SerializeToElement(bytes);
}
