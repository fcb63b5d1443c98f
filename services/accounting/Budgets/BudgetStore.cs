using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Budgets;

/// <summary>The budgets operators have set.</summary>
internal sealed class BudgetStore([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    public async Task<IReadOnlyList<BudgetRow>> ListAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<BudgetRow>(new CommandDefinition(
                $"{BudgetRow.Columns} ORDER BY name, budget_id", cancellationToken: token)),
            cancellationToken)).AsList();

    public Task SaveAsync(BudgetRow budget, CancellationToken cancellationToken) => ExecuteAsync(
        """
        INSERT INTO budgets (budget_id, name, subject, subject_id, metric, time_window, amount, enforced)
        VALUES (@BudgetId, @Name, @Subject, @SubjectId, @Metric, @TimeWindow, @Amount, @Enforced)
        ON CONFLICT (budget_id) DO UPDATE SET name = excluded.name, subject = excluded.subject, subject_id = excluded.subject_id,
            metric = excluded.metric, time_window = excluded.time_window, amount = excluded.amount,
            enforced = excluded.enforced
        """,
        budget,
        cancellationToken);

    public async Task<bool> RemoveAsync(Guid budget, CancellationToken cancellationToken) =>
        await ExecuteAsync("DELETE FROM budgets WHERE budget_id = @budget", new { budget }, cancellationToken) > 0;

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, cancellationToken: token)),
        cancellationToken);
}
