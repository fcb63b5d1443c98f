using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounts.Answers;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Reads an answer of the issuer that may be anything, a web page included.</summary>
internal static class IssuerBody
{
    public static string Text(byte[] body, string name) => Read(body, root => Text(root, name));

    /// <summary>The error's code in either shape, or "no reason given".</summary>
    public static string Error(byte[] body) =>
        Read(body, root => AnswerJson.Object(root, "error") is { } error ? Text(error, "code") : Text(root, "error"))
        is { Length: > 0 and <= 64 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? code
            : "no reason given";

    // Numbers too: the issuer writes its interval as a text, others as a number.
    private static string Text(JsonElement parent, string name) =>
        AnswerJson.Text(parent, name) ?? AnswerJson.Number(parent, name)?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Read(byte[] body, Func<JsonElement, string> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
