using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Edge.Credentials;

/// <summary>What one account's requests are signed with.</summary>
internal sealed record HeldCredential(
    string AccountId, long Generation, SecretText AccessToken, DateTimeOffset ExpiresAt, string UpstreamAccountId,
    Uri UpstreamBase)
{
    // A field, which the record does not print, made once: a token is as long as a page.
    private readonly string _authorization = "Bearer " + AccessToken.Reveal();

    /// <summary>The value of the header that signs a request.</summary>
    public string Authorization() => _authorization;
}
