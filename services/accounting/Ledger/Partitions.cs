using System.Collections.Concurrent;
using System.Globalization;
using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounting.Ledger;

/// <summary>
/// Makes the monthly partitions of the tables named by turn, before a turn of the month is written. SQLite has none.
/// </summary>
internal sealed class Partitions(IDatabase database)
{
    public static readonly string[] Tables = ["turns", "attempts", "entries", "decisions", "exported_entries"];

    private readonly ConcurrentDictionary<DateOnly, bool> _known = new();

    public async Task EnsureAsync(IEnumerable<Guid> turnIds, CancellationToken cancellationToken)
    {
        if (database.Engine != DatabaseEngine.Postgres) return;
        foreach (var month in turnIds.Select(MonthOf).Distinct())
        {
            if (_known.ContainsKey(month)) continue;
            await database.WriteAsync(
                async (transaction, token) =>
                {
                    // Two replicas may meet the month's first turn together; IF NOT EXISTS alone does not make that safe.
                    await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                        "SELECT pg_advisory_xact_lock(hashtext('codex-pooler partitions'))", transaction: transaction,
                        cancellationToken: token));
                    foreach (var table in Tables)
                        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                            CreateSql(table, month), transaction: transaction, cancellationToken: token));
                },
                cancellationToken);
            _known[month] = true;
        }
    }

    public static string NameOf(string table, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}_{month:yyyy_MM}");

    private static string CreateSql(string table, DateOnly month) =>
        $"CREATE TABLE IF NOT EXISTS {NameOf(table, month)} PARTITION OF {table} "
        + $"FOR VALUES FROM ('{Bound(month)}') TO ('{Bound(month.AddMonths(1))}')";

    private static Guid Bound(DateOnly day) => TurnIds.LowerBound(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static DateOnly MonthOf(Guid turnId)
    {
        var time = TurnIds.TimeOf(turnId)!.Value.UtcDateTime;
        return new DateOnly(time.Year, time.Month, 1);
    }
}
