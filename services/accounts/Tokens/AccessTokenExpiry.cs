using System.Buffers.Text;
using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tokens;

/// <summary>When an access token ends: its own `exp` claim before what the answer said around it.</summary>
internal static class AccessTokenExpiry
{
    private static readonly TimeSpan Assumed = TimeSpan.FromHours(1);

    public static DateTimeOffset Of(SecretText accessToken, TimeSpan? expiresIn, DateTimeOffset now) =>
        FromClaims(accessToken.Reveal()) ?? now + (expiresIn ?? Assumed);

    private static DateTimeOffset? FromClaims(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return AnswerJson.Moment(claims.RootElement, "exp");
        }
        catch (Exception cause) when (cause is FormatException or JsonException)
        {
            return null;
        }
    }
}
