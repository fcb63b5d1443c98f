using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Limits;

/// <summary>
/// The enforced budgets that are used up, as accounting last told. Accounting counts what has settled, so a budget ends a little
/// late: by the turns that run meanwhile and those of its last few seconds.
/// </summary>
internal sealed class BudgetTable
{
    private Dictionary<(Dimension Subject, string Id), List<Budget>> _spent = [];

    public void Replace(IEnumerable<Budget> budgets) => _spent = budgets
        .Where(budget => budget.Enforced && budget.State.Used >= budget.Limit)
        .GroupBy(budget => (budget.Subject, budget.SubjectId))
        .ToDictionary(group => group.Key, group => group.ToList());

    public Refusal? Check(TurnRequest turn, long now)
    {
        if (_spent.Count == 0) return null;
        var spent = Of(Dimension.Pool, turn.Pool.Id)
            .Concat(Of(Dimension.Key, turn.Key.Id))
            .Concat(Of(Dimension.Person, turn.Owner))
            .Concat(Of(Dimension.Project, turn.Message.ProjectTag))
            .Where(budget => End(budget) > now)
            .MaxBy(End);
        if (spent is null) return null;
        return RefusalCatalog.Build(
            RefusalCode.BudgetExhausted, End(spent), End(spent) - now, $"(Budget {spent.Name} of this {Name(spent.Subject)}.)");
    }

    private List<Budget> Of(Dimension subject, string id) => _spent.GetValueOrDefault((subject, id)) ?? [];

    private static long End(Budget budget) => budget.State.Window.To.ToDateTimeOffset().ToUnixTimeMilliseconds();

    private static string Name(Dimension subject) => subject == Dimension.Pool ? "Pool" : subject.ToString().ToLowerInvariant();
}
