using CodexPooler.Accounting.Exports;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Budgets;

/// <summary>A threshold that was passed.</summary>
internal sealed class BudgetEventRow
{
    public const string Columns = """
        SELECT e.event_id EventId, e.budget_id BudgetId, b.name Name, b.subject Subject, b.subject_id SubjectId, b.metric Metric,
            e.window_start WindowStart, e.window_end WindowEnd, e.threshold Threshold, e.used Used, e.amount Amount, e.at At
        FROM budget_events e JOIN budgets b ON b.budget_id = e.budget_id
        """;

    public Guid EventId { get; init; }

    public Guid BudgetId { get; init; }

    public string Name { get; init; } = "";

    public long Subject { get; init; }

    public string SubjectId { get; init; } = "";

    public long Metric { get; init; }

    public long WindowStart { get; init; }

    public long WindowEnd { get; init; }

    public long Threshold { get; init; }

    public long Used { get; init; }

    public long Amount { get; init; }

    public long At { get; init; }

    public BudgetThresholdReached ToEvent() => new()
    {
        EventId = EventId,
        BudgetId = BudgetId,
        SubjectKind = ExportRecord.Name((Rollups.Dimension)Subject),
        SubjectId = SubjectId,
        Metric = ExportRecord.Name((BudgetMetric)Metric),
        WindowStart = DateTimeOffset.FromUnixTimeMilliseconds(WindowStart),
        WindowEnd = DateTimeOffset.FromUnixTimeMilliseconds(WindowEnd),
        ThresholdPercent = (int)Threshold,
        Used = Used,
        Limit = Amount,
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
    };
}
