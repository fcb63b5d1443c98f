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
            await ExecuteAsync("DELETE FROM rollups_month WHERE bucket = @month");
            await ExecuteAsync($"INSERT INTO rollups_month {Expected}");

            Task<int> ExecuteAsync(string sql) => transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, new { month, next }, transaction, 0, cancellationToken: cancellationToken));
        }
    }
}
