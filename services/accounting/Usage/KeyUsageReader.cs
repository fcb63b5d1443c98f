using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Usage;

/// <summary>Reads the running totals key limits are judged by.</summary>
internal sealed class KeyUsageReader([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    private const string DayOfMinute = """
        SELECT m.bucket - m.bucket % 86400000 AS Bucket, m.key_id KeyId, m.model Model, CAST(SUM(m.turns) AS BIGINT) Turns,
            CAST(SUM(m.tokens) AS BIGINT) Tokens, CAST(SUM(m.cost_micros) AS BIGINT) CostMicros
        FROM key_minutes m
        """;

    /// <summary>Whole days from <paramref name="since"/> on, and the minutes of the last two hours.</summary>
    public async Task<List<KeyUsage>> AllAsync(long since, long now, CancellationToken cancellationToken)
    {
        var days = await QueryAsync(
            $"{DayOfMinute} WHERE m.bucket >= @since GROUP BY 1, 2, 3", new { since }, cancellationToken);
        var minutes = await QueryAsync(Minutes("bucket >= @since"), new { since = now - 2 * Buckets.Hour }, cancellationToken);
        return
        [
            .. days.Select(row => row.ToMessage(UsageBucketKind.Day, Buckets.Day)),
            .. minutes.Select(row => row.ToMessage(UsageBucketKind.Minute, Buckets.Minute)),
        ];
    }

    /// <summary>Every minute changed since then, by whichever replica, with the totals of the days they lie in.</summary>
    public async Task<(List<KeyUsage> Usage, long Newest)> ChangedAsync(long since, CancellationToken cancellationToken)
    {
        var minutes = await QueryAsync(Minutes("updated_at >= @since"), new { since }, cancellationToken);
        if (minutes.Count == 0) return ([], since);
        var usage = minutes.ConvertAll(row => row.ToMessage(UsageBucketKind.Minute, Buckets.Minute));
        var keys = database.Dialect.List(minutes.Select(row => row.KeyId).Distinct().ToList());
        foreach (var day in minutes.Select(row => Buckets.Floor(row.Bucket, Buckets.Day)).Distinct())
        {
            var days = await QueryAsync(
                $"""
                 {DayOfMinute} WHERE m.bucket >= @day AND m.bucket < @next AND {database.Dialect.AnyOf("m.key_id", "@keys")}
                 GROUP BY 1, 2, 3
                 """,
                new { day, next = day + Buckets.Day, keys },
                cancellationToken);
            usage.AddRange(days.Select(row => row.ToMessage(UsageBucketKind.Day, Buckets.Day)));
        }

        return (usage, minutes.Max(row => row.UpdatedAt));
    }

    private static string Minutes(string where) => $"""
        SELECT bucket Bucket, key_id KeyId, model Model, turns Turns, tokens Tokens, cost_micros CostMicros, updated_at UpdatedAt
        FROM key_minutes WHERE {where}
        """;

    private async Task<List<KeyUsageRow>> QueryAsync(string sql, object values, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            (connection, token) =>
            connection.QueryAsync<KeyUsageRow>(new CommandDefinition(sql, values, cancellationToken: token)),
            cancellationToken)).AsList();
}
