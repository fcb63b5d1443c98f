using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tokens;

/// <summary>What one exchange at the issuer gave: the only place where a refresh token exists unsealed.</summary>
internal sealed record TokenSet(
    SecretText AccessToken, SecretText RefreshToken, SecretText IdToken, DateTimeOffset AccessExpiresAt);
