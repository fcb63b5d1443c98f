using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.Accounts.Linking.Identity;
using CodexPooler.Accounts.Tokens;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>
/// Finds logins in what other tools write: the Codex client's auth.json (tokens in an object), the flat files of CLIProxyAPI and
/// CCS (<c>type: codex</c>), codex-lb's exports (camelCase, or a list of accounts with credentials). Shapes read off those tools'
/// own sources.
/// </summary>
internal static class LoginFileReader
{
    private const int LargestFile = 64 * 1024;
    private const int LargestList = 8 * 1024 * 1024;

    public static IReadOnlyList<LoginFile> Read(ReadOnlyMemory<byte> content, DateTimeOffset now)
    {
        if (content.Length > LargestList) return [LoginFile.Refuse(ImportProblems.TooLarge)];
        try
        {
            using var document = JsonDocument.Parse(content);
            if (Entries(document.RootElement) is { } entries)
                return [.. entries.EnumerateArray().Select(entry => One(entry, now))];
            return [content.Length > LargestFile ? LoginFile.Refuse(ImportProblems.TooLarge) : One(document.RootElement, now)];
        }
        catch (JsonException)
        {
            return [LoginFile.Refuse(ImportProblems.NotJson)];
        }
    }

    private static JsonElement? Entries(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root : AnswerJson.List(root, "accounts");

    private static LoginFile One(JsonElement entry, DateTimeOffset now)
    {
        if (entry.ValueKind != JsonValueKind.Object) return LoginFile.Refuse(ImportProblems.NotJson);
        if (entry.TryGetProperty("ciphertext", out _)) return LoginFile.Refuse(ImportProblems.SealedBundle);
        if (Text(entry, "type", "type") is { Length: > 0 } type && type != "codex")
            return LoginFile.Refuse(ImportProblems.OtherProvider(type));
        var holder = AnswerJson.Object(entry, "tokens") ?? AnswerJson.Object(entry, "credentials") ?? entry;
        var access = Text(holder, "access_token", "accessToken");
        var refresh = Text(holder, "refresh_token", "refreshToken");
        var id = Text(holder, "id_token", "idToken");
        if (access.Length + refresh.Length + id.Length == 0) return LoginFile.Refuse(WithoutTokens(entry));
        if (access.Length == 0) return LoginFile.Refuse(ImportProblems.Missing("access_token"));
        if (refresh.Length == 0) return LoginFile.Refuse(ImportProblems.NoRefreshToken);
        if (id.Length == 0) return LoginFile.Refuse(ImportProblems.Missing("id_token"));

        var account = Text(holder, "account_id", "accountId") is { Length: > 0 } own
            ? own
            : Text(entry, "chatgpt_account_id", "account_id");
        return Checked(new(access), new(refresh), new(id), account, AnswerJson.Flag(entry, "disabled"), now);
    }

    private static LoginFile Checked(
        SecretText access, SecretText refresh, SecretText id, string accountId, bool disabled, DateTimeOffset now)
    {
        if (JwtClaims.Read(id) is null) return LoginFile.Refuse(ImportProblems.Invalid("id_token"));
        if (JwtClaims.Read(access)?.Time("exp") is not { } expires)
            return LoginFile.Refuse(ImportProblems.Invalid("access_token"));
        if (expires <= now) return LoginFile.Refuse(ImportProblems.Expired);
        var tokens = new TokenSet(access, refresh, id, expires);
        return LinkedIdentity.Of(tokens, accountId) is null
            ? LoginFile.Refuse(LinkProblems.MissingIdentity)
            : new(tokens, accountId, disabled, null);
    }

    private static LinkProblem WithoutTokens(JsonElement entry)
    {
        if (Text(entry, "personal_access_token", "personalAccessToken").Length > 0) return ImportProblems.PersonalToken;
        return Text(entry, "OPENAI_API_KEY", "openai_api_key").Length > 0 || Text(entry, "auth_mode", "authMode") == "apikey"
            ? ImportProblems.ApiKey
            : ImportProblems.NoTokens;
    }

    private static string Text(JsonElement parent, string name, string otherName)
    {
        foreach (var candidate in (ReadOnlySpan<string>)[name, otherName])
            if (AnswerJson.Text(parent, candidate)?.Trim() is { Length: > 0 } text)
                return text;
        return "";
    }
}
