namespace CodexPooler.Simulator.SavedResets;

/// <summary>One more saved reset for an account.</summary>
public sealed record SavedResetGrant(int ExpiresInSeconds = 30 * 24 * 3600);
