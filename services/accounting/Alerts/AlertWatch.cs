using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Alerts;

/// <summary>Looks whether a rule's cause holds, and queues an alert when it does and the rule is not cooling down.</summary>
internal sealed class AlertWatch(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database, AlertStore alerts, BudgetStore budgets, BudgetStates states,
    TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in (await alerts.RulesAsync(cancellationToken)).Where(rule => rule.Enabled != 0))
        {
            var found = (AlertCause)rule.Cause == AlertCause.Budget
                ? await BudgetsAsync(rule, cancellationToken)
                : await PoolsAsync(rule, cancellationToken);
            if (found is not var (subject, percent, message)) continue;
            var now = time.GetUtcNow();
            var body = new AlertBody(
                rule.Name, ExportRecord.Name((AlertCause)rule.Cause), subject, (int)rule.Threshold, percent, message, now);
            await alerts.FireAsync(
                rule, subject, JsonSerializer.Serialize(body, AlertBody.Json), now.ToUnixTimeMilliseconds(), cancellationToken);
        }
    }

    private async Task<(string Subject, double Percent, string Message)?> BudgetsAsync(
        AlertRuleRow rule, CancellationToken cancellationToken)
    {
        foreach (var budget in await budgets.ListAsync(cancellationToken))
        {
            if (rule.SubjectId.Length > 0 && rule.SubjectId != budget.BudgetId.ToString("D")) continue;
            var use = await states.OfAsync(budget, cancellationToken);
            var percent = use.Used * 100.0 / budget.Amount;
            if (percent < rule.Threshold) continue;
            return (budget.SubjectId, percent, string.Create(CultureInfo.InvariantCulture,
                $"Budget '{budget.Name}' of {budget.SubjectId} is {percent:0.#} % used ({use.Used} of {budget.Amount}), "
                + $"its window ends {use.End:yyyy-MM-dd HH:mm} UTC."));
        }

        return null;
    }

    private async Task<(string Subject, double Percent, string Message)?> PoolsAsync(
        AlertRuleRow rule, CancellationToken cancellationToken)
    {
        var isFailures = (AlertCause)rule.Cause == AlertCause.Failures;
        var counted = isFailures ? "failed" : "unpriced_turns";
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<(string Pool, long Counted, long Turns)>(new CommandDefinition(
                $"""
                 SELECT pool_id, CAST(SUM({counted}) AS BIGINT), CAST(SUM(turns) AS BIGINT) FROM rollups_hour
                 WHERE dimension = 1 AND bucket >= @since AND (@SubjectId = '' OR pool_id = @SubjectId)
                 GROUP BY pool_id HAVING SUM({counted}) > 0 ORDER BY 2 DESC, 1
                 """,
                new { since = Buckets.Floor(time.GetUtcNow().ToUnixTimeMilliseconds(), Buckets.Hour), rule.SubjectId },
                cancellationToken: token)),
            cancellationToken);
        foreach (var (pool, count, turns) in rows)
        {
            var percent = count * 100.0 / turns;
            if (isFailures && percent < rule.Threshold) continue;
            var what = isFailures ? "failed" : "have no price";
            return (pool, percent, $"{count} of {turns} turns of Pool {pool} in this hour {what}.");
        }

        return null;
    }
}
