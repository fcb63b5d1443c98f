namespace CodexPooler.Simulator.OAuth;

internal sealed record AuthorizationCode(
    string AccountId, string ClientId, string RedirectUri, string Challenge, DateTimeOffset ExpiresAt);
