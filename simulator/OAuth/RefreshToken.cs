namespace CodexPooler.Simulator.OAuth;

internal sealed record RefreshToken(
    LoginSession Session, DateTimeOffset ExpiresAt, RefreshTokenState State = RefreshTokenState.Live);
