using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Budgets;

/// <summary>
/// Notices that a budget passed a threshold, writes it down, then tells: each once a window, whichever replica notices.
/// </summary>
internal sealed class BudgetWatch(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database, BudgetStore budgets, BudgetStates states,
    IEventPublisher publisher,
    TimeProvider time)
{
    private static readonly int[] Thresholds = [50, 80, 95, 100];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var budget in await budgets.ListAsync(cancellationToken))
        {
            var use = await states.OfAsync(budget, cancellationToken);
            foreach (var threshold in Thresholds.Where(threshold => use.Used * 100m >= budget.Amount * (decimal)threshold))
                await RecordAsync(budget, use, threshold, cancellationToken);
        }

        await PublishAsync(cancellationToken);
    }

    private Task<int> RecordAsync(BudgetRow budget, BudgetUse use, int threshold, CancellationToken cancellationToken) =>
        ExecuteAsync(
        """
        INSERT INTO budget_events (budget_id, window_start, threshold, event_id, window_end, used, amount, at)
        VALUES (@BudgetId, @start, @threshold, @id, @end, @Used, @Amount, @at) ON CONFLICT DO NOTHING
        """,
        new
        {
            budget.BudgetId,
            start = use.Start.ToUnixTimeMilliseconds(),
            threshold,
            id = Guid.CreateVersion7(time.GetUtcNow()),
            end = use.End.ToUnixTimeMilliseconds(),
            use.Used,
            budget.Amount,
            at = time.GetUtcNow().ToUnixTimeMilliseconds(),
        },
        cancellationToken);

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var waiting = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<BudgetEventRow>(new CommandDefinition(
                $"{BudgetEventRow.Columns} WHERE e.published_at IS NULL ORDER BY e.at, e.budget_id, e.threshold LIMIT 1000",
                cancellationToken: token)),
            cancellationToken);
        foreach (var row in waiting)
        {
            await publisher.PublishAsync([row.ToEvent()], cancellationToken);
            await ExecuteAsync(
                "UPDATE budget_events SET published_at = @at WHERE event_id = @EventId",
                new { row.EventId, at = time.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken);
        }
    }

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, cancellationToken: token)),
        cancellationToken);
}
