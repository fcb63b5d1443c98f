using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Edge.Credentials;

/// <summary>What one account's requests are signed with.</summary>
internal sealed record HeldCredential(
    string AccountId, long Generation, SecretText AccessToken, DateTimeOffset ExpiresAt, string UpstreamAccountId, Uri UpstreamBase);
