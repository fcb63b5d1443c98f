using System.Data.Common;
using CodexPooler.Accounting.Retention;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Rollups;

/// <summary>Compares the roll-ups with the entries at one moment.</summary>
internal sealed class RollupCheck([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    private const int Most = 20;

    /// <summary>Compares the whole days the window touches, as far as retention has left anything to compare.</summary>
    public Task<RollupFindings> CompareAsync(long from, long to, CancellationToken cancellationToken)
    {
        var (first, end) = (Buckets.Floor(from, Buckets.Day), Buckets.Ceiling(to, Buckets.Day));
        return database.SnapshotAsync(
            async (transaction, token) =>
            {
                var kept = await KeptSince.ReadAsync(transaction, token);
                var days = new { from = Math.Min(end, Math.Max(first, kept.Turns)), to = end };
                var hours = new { from = Math.Min(end, Math.Max(first, kept.Hours)), to = end };
                var differences = new List<string>();
                foreach (var grain in RollupGrain.All)
                {
                    foreach (var dimension in Enum.GetValues<Dimension>())
                        await CompareAsync(
                            grain.Table, RollupSql.Expected(dimension, grain.Bucket), RollupSql.Actual(grain.Table, dimension),
                            grain == RollupGrain.Day ? days : hours, token);
                }

                foreach (var (month, next) in RollupMonths.Of(first, end))
                    await CompareAsync("rollups_month", RollupMonths.Expected, RollupMonths.Actual, new { month, next }, token);
                await CompareAsync("key_minutes", RollupSql.ExpectedMinutes(), RollupSql.ActualMinutes, hours, token);
                return new RollupFindings(differences, days.from, hours.from, end);

                async Task CompareAsync(string table, string expected, string actual, object window, CancellationToken cancel)
                {
                    await AddAsync(differences, transaction, $"{table} lacks", $"{expected} EXCEPT {actual}", window, cancel);
                    await AddAsync(
                        differences, transaction, $"{table} should not have", $"{actual} EXCEPT {expected}", window, cancel);
                }
            },
            cancellationToken);
    }

    private static async Task AddAsync(
        List<string> differences, DbTransaction transaction, string what, string sql, object window,
        CancellationToken cancellationToken)
    {
        if (differences.Count >= Most) return;
        await using var reader = await transaction.Connection!.ExecuteReaderAsync(
            new CommandDefinition(sql, window, transaction, 0, cancellationToken: cancellationToken));
        while (differences.Count < Most && await reader.ReadAsync(cancellationToken))
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue);
            differences.Add($"{what} {string.Join(", ", values)}");
        }
    }
}
