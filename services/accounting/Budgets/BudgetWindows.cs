using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Budgets;

/// <summary>The UTC day, week (Monday to Monday) or month a moment lies in.</summary>
internal static class BudgetWindows
{
    public static (DateTimeOffset Start, DateTimeOffset End) Around(BudgetWindow window, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return window switch
        {
            BudgetWindow.Week => (monday, monday.AddDays(7)),
            BudgetWindow.Month => (month, month.AddMonths(1)),
            _ => (day, day.AddDays(1)),
        };
    }
}
