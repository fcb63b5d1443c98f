namespace CodexPooler.Simulator.OAuth;

/// <summary>Puts every refresh token of an account into this state.</summary>
public sealed record RefreshTokenOrder(RefreshTokenState State);
