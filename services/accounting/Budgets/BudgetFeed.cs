using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Budgets;

/// <summary>Tells a router how the budgets stand: all of them once, and again when one has changed.</summary>
internal sealed class BudgetFeed(BudgetDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Func<ListBudgetsReply, Task> send, CancellationToken cancellationToken)
    {
        ListBudgetsReply? told = null;
        using var timer = new PeriodicTimer(Step, time);
        do
        {
            var all = await desk.ListAsync(new(), cancellationToken);
            if (Plain(all) is var now && now.Equals(told)) continue;
            await send(all);
            told = now;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // A forecast moves with the clock alone.
    private static ListBudgetsReply Plain(ListBudgetsReply all)
    {
        var plain = all.Clone();
        foreach (var budget in plain.Budgets)
            (budget.State.PerHour, budget.State.ExhaustedAt, budget.State.Confidence) = (0, null, 0);
        return plain;
    }
}
