namespace CodexPooler.Simulator.Quota;

/// <summary>A limit of its own for some models, beside the account's windows.</summary>
public sealed record MeterPlan(string LimitId, string LimitName, IReadOnlyList<WindowPlan> Windows);
