namespace CodexPooler.Simulator.OAuth;

internal sealed record IssuedToken(LoginSession Session, DateTimeOffset ExpiresAt, bool Revoked = false);
