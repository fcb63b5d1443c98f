namespace CodexPooler.Simulator.Control;

/// <summary>Either a step from where the clock stands, or a moment to put it at.</summary>
public sealed record ClockMove(double? AdvanceSeconds, DateTimeOffset? Now);
