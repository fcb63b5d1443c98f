using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Budgets;

/// <summary>What budgets have left, from hour roll-ups.</summary>
internal sealed class BudgetStates([FromKeyedServices(AccountingModule.Name)] IDatabase database, TimeProvider time)
{
    private const int PaceHours = 24;

    public async Task<BudgetUse> OfAsync(BudgetRow budget, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (start, end) = BudgetWindows.Around((BudgetWindow)budget.TimeWindow, now);
        var thisHour = Buckets.Floor(now.ToUnixTimeMilliseconds(), Buckets.Hour);
        var paceFrom = thisHour - PaceHours * Buckets.Hour;
        var hours = await HoursAsync(
            budget, Math.Min(start.ToUnixTimeMilliseconds(), paceFrom), end.ToUnixTimeMilliseconds(), cancellationToken);
        var used = hours.Where(hour => hour.Key >= start.ToUnixTimeMilliseconds()).Sum(hour => hour.Value);
        // The pace begins with the first use: hours before a subject existed say nothing about it.
        var first = hours.Count == 0 ? thisHour : Math.Max(paceFrom, hours.Keys.Min());
        var pace = new List<long>();
        for (var hour = first; hour < thisHour; hour += Buckets.Hour) pace.Add(hours.GetValueOrDefault(hour));
        return new BudgetUse(start, end, used, Forecast.Of(pace, used, budget.Amount, now, end));
    }

    private async Task<Dictionary<long, long>> HoursAsync(
        BudgetRow budget, long from, long to, CancellationToken cancellationToken)
    {
        var sum = (BudgetMetric)budget.Metric switch
        {
            BudgetMetric.Turns => "turns",
            BudgetMetric.Tokens => "input + output",
            _ => "cost_micros",
        };
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<(long Bucket, long Amount)>(new CommandDefinition(
                $"""
                 SELECT bucket, CAST(SUM({sum}) AS BIGINT) FROM rollups_hour
                 WHERE dimension = @Subject AND bucket >= @from AND bucket < @to AND value = @SubjectId GROUP BY bucket
                 """,
                new { budget.Subject, budget.SubjectId, from, to },
                cancellationToken: token)),
            cancellationToken);
        return rows.ToDictionary(row => row.Bucket, row => row.Amount);
    }
}
