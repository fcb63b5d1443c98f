using CodexPooler.Accounting.Rollups;

namespace CodexPooler.Accounting.Queries;

/// <summary>A window of whole hours, read from day rows where it covers whole days and from hour rows at its ends.</summary>
internal sealed record SummaryQuery(long From, long To)
{
    private static readonly string Columns = string.Join(", ", RollupTables.Sums);

    public long DaysFrom { get; } = Math.Min(Buckets.Ceiling(From, Buckets.Day), To);

    public long DaysTo { get; } = Math.Max(Buckets.Floor(To, Buckets.Day), Math.Min(Buckets.Ceiling(From, Buckets.Day), To));

    public static SummaryQuery Of(DateTimeOffset from, DateTimeOffset to) => new(
        Buckets.Floor(from.ToUnixTimeMilliseconds(), Buckets.Hour), Buckets.Ceiling(to.ToUnixTimeMilliseconds(), Buckets.Hour));

    /// <summary>Rows of both tables; <paramref name="filter"/> starts with AND or is empty.</summary>
    public static string Rows(string filter) => $"""
        SELECT bucket, value, {Columns} FROM rollups_day
        WHERE dimension = @dimension AND bucket >= @DaysFrom AND bucket < @DaysTo {filter}
        UNION ALL
        SELECT bucket, value, {Columns} FROM rollups_hour
        WHERE dimension = @dimension AND bucket >= @From AND bucket < @DaysFrom {filter}
        UNION ALL
        SELECT bucket, value, {Columns} FROM rollups_hour
        WHERE dimension = @dimension AND bucket >= @DaysTo AND bucket < @To {filter}
        """;

    public static string Sums { get; } = string.Join(
        ", ", RollupTables.Sums.Select(sum => $"CAST(COALESCE(SUM({sum}), 0) AS BIGINT) AS {sum}"));
}
