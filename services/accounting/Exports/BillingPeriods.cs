namespace CodexPooler.Accounting.Exports;

/// <summary>Whole UTC days and months.</summary>
internal static class BillingPeriods
{
    /// <summary>The last <paramref name="count"/> periods that were over at <paramref name="now"/>, oldest first.</summary>
    public static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Closed(
        ExportSchedule schedule, DateTimeOffset now, int count)
    {
        if (schedule == ExportSchedule.None) return [];
        var utc = now.ToUniversalTime();
        var current = schedule == ExportSchedule.Daily
            ? new DateTimeOffset(utc.Date, TimeSpan.Zero)
            : new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return Enumerable.Range(1, count).Reverse().Select(back => schedule == ExportSchedule.Daily
            ? (current.AddDays(-back), current.AddDays(1 - back))
            : (current.AddMonths(-back), current.AddMonths(1 - back)));
    }

    /// <summary>Whether it is one whole day or month, and over.</summary>
    public static string? Problem(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var isDay = start.UtcDateTime.TimeOfDay == TimeSpan.Zero && end == start.AddDays(1);
        var isMonth = start.UtcDateTime is { Day: 1, TimeOfDay.Ticks: 0 } && end == start.AddMonths(1);
        if (!isDay && !isMonth) return "the period must be one whole UTC day or month";
        return end > now ? "the period is not over" : null;
    }
}
