namespace CodexPooler.Simulator.OAuth;

/// <summary>Either the session and the refresh token to go on with, or why not.</summary>
internal readonly record struct RefreshOutcome(LoginSession? Session, string? RefreshToken, OAuthError? Error)
{
    public static RefreshOutcome Refuse(OAuthError error) => new(null, null, error);
}
