namespace CodexPooler.Contracts.Events;

/// <summary>A budget's use passed 50, 80, 95 or 100 percent. Published once a budget, window and threshold.</summary>
public sealed record BudgetThresholdReached
{
    public required Guid EventId { get; init; }

    public required Guid BudgetId { get; init; }

    /// <summary><c>key</c>, <c>pool</c>, <c>person</c> or <c>project</c>.</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    /// <summary><c>turns</c>, <c>tokens</c> or <c>micro_dollars</c>.</summary>
    public required string Metric { get; init; }

    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset WindowEnd { get; init; }

    public required int ThresholdPercent { get; init; }

    public required long Used { get; init; }

    public required long Limit { get; init; }

    public required DateTimeOffset At { get; init; }
}
