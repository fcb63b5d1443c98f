using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Issuer;

/// <summary>The seam to the token endpoint.</summary>
internal interface ITokenIssuer
{
    Task<ExchangeOutcome> RefreshAsync(SecretText refreshToken, CancellationToken cancellationToken);

    Task<ExchangeOutcome> RedeemAsync(SecretText code, SecretText verifier, Uri redirect, CancellationToken cancellationToken);

    /// <summary>True when the issuer confirmed that the lineage is dead.</summary>
    Task<bool> RevokeAsync(SecretText refreshToken, CancellationToken cancellationToken);
}
