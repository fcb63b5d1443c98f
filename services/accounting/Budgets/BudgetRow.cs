using CodexPooler.Accounting.Rollups;

namespace CodexPooler.Accounting.Budgets;

/// <summary>A budget as the ledger keeps it.</summary>
internal sealed class BudgetRow
{
    public const string Columns = """
        SELECT budget_id BudgetId, name Name, subject Subject, subject_id SubjectId, metric Metric, time_window TimeWindow,
            amount Amount, enforced Enforced
        FROM budgets
        """;

    public Guid BudgetId { get; init; }

    public string Name { get; init; } = "";

    public long Subject { get; init; }

    public string SubjectId { get; init; } = "";

    public long Metric { get; init; }

    public long TimeWindow { get; init; }

    public long Amount { get; init; }

    public bool Enforced { get; init; }

    public Dimension Dimension => (Dimension)Subject;
}
