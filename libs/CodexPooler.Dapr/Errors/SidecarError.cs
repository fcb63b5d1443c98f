using System.Text.Json;

namespace Dapr;

/// <summary>What an error body says. Bodies may be JSON, plain text (an API token mismatch is) or empty.</summary>
internal readonly record struct SidecarError(string? ErrorCode, string Message)
{
    private const int LongestMessage = 1024;

    public static SidecarError Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
                return new SidecarError(Text(root, "errorCode"), Shorten(Text(root, "message") ?? string.Empty));
        }
        catch (JsonException)
        {
            // Not JSON: the body itself is the message.
        }

        return new SidecarError(null, Shorten(body.Trim()));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shorten(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
