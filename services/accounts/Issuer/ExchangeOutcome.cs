using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Issuer;

/// <summary>What came of one exchange at the token endpoint.</summary>
internal abstract record ExchangeOutcome
{
    private ExchangeOutcome()
    {
    }

    /// <summary>New tokens. What the issuer left out keeps its old value.</summary>
    public sealed record Issued(
        SecretText? AccessToken, SecretText? RefreshToken, SecretText? IdToken, TimeSpan? ExpiresIn) : ExchangeOutcome;

    /// <summary>The issuer will never accept this token again.</summary>
    public sealed record Rejected(string Code) : ExchangeOutcome;

    /// <summary>Nothing is known against the token: try again later.</summary>
    public sealed record Failed(string Reason, TimeSpan? RetryAfter, bool MayHaveBeenUsed) : ExchangeOutcome;
}
