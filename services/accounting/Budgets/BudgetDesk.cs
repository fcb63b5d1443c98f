using CodexPooler.Accounting.Queries;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Budgets;

/// <summary>What operators do with budgets.</summary>
internal sealed class BudgetDesk(BudgetStore store, BudgetStates states)
{
    private static readonly Dimension[] Subjects = [Dimension.Pool, Dimension.Key, Dimension.Person, Dimension.Project];

    public async Task<ListBudgetsReply> ListAsync(ListBudgetsRequest request, CancellationToken cancellationToken)
    {
        var reply = new ListBudgetsReply();
        foreach (var row in await store.ListAsync(cancellationToken))
        {
            if (request.Subject != Dimension.Unspecified && (int)request.Subject != row.Subject) continue;
            if (request.SubjectId.Length > 0 && request.SubjectId != row.SubjectId) continue;
            reply.Budgets.Add(await ToMessageAsync(row, cancellationToken));
        }

        return reply;
    }

    public async Task<Budget> SaveAsync(Budget budget, CancellationToken cancellationToken)
    {
        if (!Subjects.Contains(budget.Subject)) throw RequestChecks.Invalid("subject must be a Pool, key, person or project");
        if (budget.SubjectId.Length == 0) throw RequestChecks.Invalid("subject_id is needed");
        if (budget.Metric == BudgetMetric.Unspecified || !Enum.IsDefined(budget.Metric))
            throw RequestChecks.Invalid("metric is needed");
        if (budget.Window == BudgetWindow.Unspecified || !Enum.IsDefined(budget.Window))
            throw RequestChecks.Invalid("window is needed");
        if (budget.Limit <= 0) throw RequestChecks.Invalid("limit must be above 0");
        var id = budget.Id.Length == 0 ? Guid.CreateVersion7() : ParseId(budget.Id);
        var row = new BudgetRow
        {
            BudgetId = id,
            Name = budget.Name,
            Subject = (int)budget.Subject,
            SubjectId = budget.SubjectId,
            Metric = (int)budget.Metric,
            TimeWindow = (int)budget.Window,
            Amount = budget.Limit,
            Enforced = budget.Enforced,
        };
        await store.SaveAsync(row, cancellationToken);
        return await ToMessageAsync(row, cancellationToken);
    }

    public async Task<Removed> RemoveAsync(string id, CancellationToken cancellationToken) =>
        new() { Existed = await store.RemoveAsync(ParseId(id), cancellationToken) };

    public static Guid ParseId(string id) =>
        Guid.TryParse(id, out var parsed) ? parsed : throw RequestChecks.Invalid("id is not a UUID");

    private async Task<Budget> ToMessageAsync(BudgetRow row, CancellationToken cancellationToken)
    {
        var use = await states.OfAsync(row, cancellationToken);
        return new Budget
        {
            Id = row.BudgetId.ToString("D"),
            Name = row.Name,
            Subject = (Dimension)row.Subject,
            SubjectId = row.SubjectId,
            Metric = (BudgetMetric)row.Metric,
            Window = (BudgetWindow)row.TimeWindow,
            Limit = row.Amount,
            Enforced = row.Enforced,
            State = new BudgetState
            {
                Window = new Window
                {
                    From = use.Start.ToUnixTimeMilliseconds().ToTimestamp(),
                    To = use.End.ToUnixTimeMilliseconds().ToTimestamp(),
                },
                Used = use.Used,
                UsedPercent = use.Used * 100.0 / row.Amount,
                PerHour = use.Forecast.PerHour,
                ExhaustedAt = use.Forecast.ExhaustedAt?.ToUnixTimeMilliseconds().ToTimestamp(),
                Confidence = use.Forecast.Confidence,
            },
        };
    }
}
