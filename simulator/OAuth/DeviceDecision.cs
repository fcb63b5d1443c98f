namespace CodexPooler.Simulator.OAuth;

/// <summary>Approves a device login for an account; without an account it is denied.</summary>
public sealed record DeviceDecision(string UserCode, string? Account);
