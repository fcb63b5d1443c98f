using System.Data.Common;
using Dapper;

namespace CodexPooler.Accounting.Rollups;

/// <summary>
/// The sums of months. They follow from the days, which are kept for ever, so they can always be checked and made anew.
/// </summary>
internal static class RollupMonths
{
    private static readonly string Sums = string.Join(", ", RollupTables.Sums.Select(sum => $"CAST(SUM({sum}) AS BIGINT)"));

    public static string Expected { get; } = $"""
        SELECT dimension, CAST(@month AS BIGINT), pool_id, value, {Sums} FROM rollups_day
        WHERE bucket >= @month AND bucket < @next GROUP BY dimension, pool_id, value
        """;

    public static string Actual { get; } =
        $"SELECT dimension, bucket, pool_id, value, {string.Join(", ", RollupTables.Sums)} FROM rollups_month "
        + "WHERE bucket = @month";

    private const string DeleteGone = """
        DELETE FROM rollups_month WHERE bucket = @month AND (dimension, pool_id, value) NOT IN
            (SELECT dimension, pool_id, value FROM rollups_day WHERE bucket >= @month AND bucket < @next)
        """;

    // A year's rebuild comes by each month thirty times: rows that stay the same are left alone, or dead ones pile up.
    private static string SetChanged { get; } = $"""
        INSERT INTO rollups_month {Expected} ON CONFLICT (dimension, bucket, pool_id, value) DO UPDATE
        SET {string.Join(", ", RollupTables.Sums.Select(sum => $"{sum} = excluded.{sum}"))}
        WHERE {string.Join(" OR ", RollupTables.Sums.Select(sum => $"rollups_month.{sum} <> excluded.{sum}"))}
        """;

    /// <summary>The starts of the months the window touches, with their ends.</summary>
    public static IEnumerable<(long Month, long Next)> Of(long from, long to)
    {
        for (var month = Buckets.Month(from); month < to; month = Buckets.NextMonth(month))
            yield return (month, Buckets.NextMonth(month));
    }

    /// <summary>Makes months anew from their days. The caller holds off other writers.</summary>
    public static async Task RebuildAsync(DbTransaction transaction, long from, long to, CancellationToken cancellationToken)
    {
        foreach (var (month, next) in Of(from, to))
        {
            await ExecuteAsync(DeleteGone);
            await ExecuteAsync(SetChanged);

            Task<int> ExecuteAsync(string sql) => transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, new { month, next }, transaction, 0, cancellationToken: cancellationToken));
        }
    }
}
