namespace CodexPooler.Simulator.OAuth;

/// <summary>What auth.json to make: <c>{}</c> is one as fresh as a login.</summary>
public sealed record AuthFileOrder
{
    public string ClientId { get; init; } = LoginSession.CodexClientId;

    public int? AccessTokenSeconds { get; init; }

    internal TimeSpan? Lifetime => AccessTokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
