namespace CodexPooler.Accounting.Budgets;

/// <summary>How far a budget is used in its present window.</summary>
internal sealed record BudgetUse(DateTimeOffset Start, DateTimeOffset End, long Used, Forecast Forecast);
