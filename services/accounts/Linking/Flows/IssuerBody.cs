using System.Text.Json;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Reads an answer of the issuer that may be anything, a web page included.</summary>
internal static class IssuerBody
{
    public static string Text(byte[] body, string name) => Read(body, root => Text(root, name));

    /// <summary>The error's code in either shape, or "no reason given".</summary>
    public static string Error(byte[] body) => Read(body, root =>
        !root.TryGetProperty("error", out var error)
            ? "" : error.ValueKind == JsonValueKind.Object ? Text(error, "code")
            : Text(root, "error"))
        is { Length: > 0 and <= 64 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? code
            : "no reason given";

    private static string Text(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
    }

    private static string Read(byte[] body, Func<JsonElement, string> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
