using System.Data.Common;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Data.Bulk;
using Dapper;
using static CodexPooler.Data.Bulk.BulkColumns;

namespace CodexPooler.Accounting.Quotas;

/// <summary>Keeps what was observed of the accounts' limits, one point a minute and window, for the series.</summary>
internal static class QuotaPoints
{
    // Percentages travel as thousandths so that both engines take them through the same integer column path.
    private static readonly BulkInsert<QuotaObserved> Insert = new(
        "quota_points",
        """
        ON CONFLICT (account_id, limit_name, window_minutes, observed_at)
        DO UPDATE SET used_millipercent = excluded.used_millipercent, resets_at = excluded.resets_at
        """,
        Text<QuotaObserved>("account_id", point => point.AccountId),
        Text<QuotaObserved>("limit_name", point => point.Limit),
        Number<QuotaObserved>("window_minutes", point => point.WindowMinutes),
        Number<QuotaObserved>("observed_at", MinuteOf),
        Number<QuotaObserved>("used_millipercent", point => (long)Math.Round(Math.Clamp(point.UsedPercent, 0, 1_000_000) * 1000)),
        OptionalNumber<QuotaObserved>("resets_at", point => point.ResetsAt?.ToUnixTimeMilliseconds()));

    public static Task WriteAsync(
        DbTransaction transaction, IEnumerable<QuotaObserved> observed, CancellationToken cancellationToken)
    {
        var points = observed
            .OrderByDescending(point => point.ObservedAt)
            .DistinctBy(point => (point.AccountId, point.Limit, point.WindowMinutes, MinuteOf(point)))
            .OrderBy(point => point.AccountId, StringComparer.Ordinal)
            .ThenBy(point => point.Limit, StringComparer.Ordinal)
            .ThenBy(point => point.WindowMinutes)
            .ThenBy(point => point.ObservedAt)
            .ToList();
        return Insert.ExecuteAsync(transaction, points, cancellationToken);
    }

    public static async Task<IReadOnlyList<QuotaPoint>> ReadAsync(
        IDatabase database, long from, long to, IReadOnlyCollection<string> accounts, CancellationToken cancellationToken)
    {
        var filter = accounts.Count == 0 ? "" : "AND " + database.Dialect.AnyOf("account_id", "@accounts");
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<QuotaPoint>(new CommandDefinition(
                $"""
                 SELECT account_id AccountId, limit_name LimitName, window_minutes WindowMinutes, observed_at ObservedAt,
                     used_millipercent UsedMillipercent, resets_at ResetsAt
                 FROM quota_points WHERE observed_at >= @from AND observed_at < @to {filter}
                 ORDER BY account_id, limit_name, window_minutes, observed_at LIMIT 20000
                 """,
                new { from, to, accounts = database.Dialect.List(accounts) },
                cancellationToken: token)),
            cancellationToken);
        return rows.AsList();
    }

    private static long MinuteOf(QuotaObserved point) =>
        Rollups.Buckets.Floor(point.ObservedAt.ToUnixTimeMilliseconds(), Rollups.Buckets.Minute);
}
