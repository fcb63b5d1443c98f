using System.Buffers.Text;
using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Linking.Identity;

/// <summary>
/// The claims of a token. The signature is not checked: the tokens came from the issuer itself, and it alone accepts them.
/// </summary>
internal sealed class JwtClaims
{
    private const string Auth = "https://api.openai.com/auth";
    private const string Profile = "https://api.openai.com/profile";
    private readonly JsonElement _claims;

    private JwtClaims(JsonElement claims) => _claims = claims;

    public static JwtClaims? Read(SecretText token)
    {
        var parts = token.Reveal().Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (Exception cause) when (cause is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The first of the names that has a value, in the issuer's own group before the top level.</summary>
    public string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Text(Group(Auth), name) is { } grouped)
                return grouped;
        foreach (var name in names)
            if (Text(_claims, name) is { } plain)
                return plain;
        return "";
    }

    public string Email => Text(_claims, "email") ?? Text(Group(Profile), "email") ?? "";

    public DateTimeOffset? Time(string name) => AnswerJson.Moment(_claims, name);

    private JsonElement Group(string name) => _claims.TryGetProperty(name, out var group) ? group : default;

    private static string? Text(JsonElement group, string name) =>
        AnswerJson.Text(group, name)?.Trim() is { Length: > 0 } text ? text : null;
}
