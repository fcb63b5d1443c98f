namespace CodexPooler.Simulator.OAuth;

/// <summary>How the issuer behaves; changed over <c>/_control/oauth</c>.</summary>
public sealed record IssuerSettings
{
    /// <summary>Account that authorize approves without showing its page; null shows the page.</summary>
    public string? ApproveAs { get; init; }

    /// <summary>False answers 404 to the request for a user code: the workspace forbids device login.</summary>
    public bool DeviceLogin { get; init; } = true;

    public int DeviceIntervalSeconds { get; init; } = 5;

    public int DeviceLifetimeSeconds { get; init; } = 900;

    /// <summary>403 or 404: both mean pending.</summary>
    public int DevicePendingStatus { get; init; } = 403;

    /// <summary>Answer slow_down to a poll that comes before the interval has passed on the simulator's clock.</summary>
    public bool SlowDown { get; init; }

    public int CodeLifetimeSeconds { get; init; } = 600;

    public int RefreshTokenLifetimeSeconds { get; init; } = 30 * 24 * 3600;

    /// <summary>Life of access tokens from the token endpoint; null is the simulator's own setting.</summary>
    public int? AccessTokenLifetimeSeconds { get; init; }

    /// <summary>False keeps the refresh token valid and returns the same one.</summary>
    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>The answer to a refresh carries no refresh token; the one sent stays valid.</summary>
    public bool OmitRefreshToken { get; init; }

    public bool OmitIdToken { get; init; }

    /// <summary>Using a spent refresh token also ends the login it came from.</summary>
    public bool ReuseEndsLogin { get; init; }
}
