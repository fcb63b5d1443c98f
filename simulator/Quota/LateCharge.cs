namespace CodexPooler.Simulator.Quota;

/// <summary>Usage that the backend will only show from a later moment on.</summary>
internal readonly record struct LateCharge(DateTimeOffset DueAt, string? LimitId, long Tokens);
