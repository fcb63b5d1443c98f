using CodexPooler.Accounting.Rollups;

namespace CodexPooler.Accounting.Queries;

/// <summary>
/// A window of whole hours, read from the largest roll-ups that fit: months, days at their ends, hours at the ends of those.
/// </summary>
internal sealed record SummaryQuery(long From, long To)
{
    private static readonly string Columns = string.Join(", ", RollupTables.Sums);

    public long DaysFrom { get; } = Math.Min(Buckets.Ceiling(From, Buckets.Day), To);

    public long DaysTo { get; } = Math.Max(Buckets.Floor(To, Buckets.Day), Math.Min(Buckets.Ceiling(From, Buckets.Day), To));

    public long MonthsFrom => Math.Min(
        Buckets.Month(DaysFrom) == DaysFrom ? DaysFrom : Buckets.NextMonth(Buckets.Month(DaysFrom)), DaysTo);

    public long MonthsTo => Math.Max(Buckets.Month(DaysTo), MonthsFrom);

    public static SummaryQuery Of(DateTimeOffset from, DateTimeOffset to) => new(
        Buckets.Floor(from.ToUnixTimeMilliseconds(), Buckets.Hour), Buckets.Ceiling(to.ToUnixTimeMilliseconds(), Buckets.Hour));

    /// <summary>Rows of all tables; <paramref name="filter"/> starts with AND or is empty.</summary>
    public static string Rows(string filter) => string.Join(" UNION ALL ",
    [
        Part("rollups_month", "@MonthsFrom", "@MonthsTo", filter), Part("rollups_day", "@DaysFrom", "@MonthsFrom", filter),
        Part("rollups_day", "@MonthsTo", "@DaysTo", filter), Part("rollups_hour", "@From", "@DaysFrom", filter),
        Part("rollups_hour", "@DaysTo", "@To", filter),
    ]);

    public static string Sums { get; } = string.Join(
        ", ", RollupTables.Sums.Select(sum => $"CAST(COALESCE(SUM({sum}), 0) AS BIGINT) AS {sum}"));

    public static string Names => Columns;

    private static string Part(string table, string from, string to, string filter) =>
        $"SELECT bucket, value, {Columns} FROM {table} "
        + $"WHERE dimension = @dimension AND bucket >= {from} AND bucket < {to} {filter}";
}
