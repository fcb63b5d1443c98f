using System.Data.Common;
using System.Globalization;
using CodexPooler.Accounting.Retention;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Rollups;

/// <summary>Computes roll-ups from the entries, a day at a time, while turns keep arriving.</summary>
internal sealed class RollupRebuild([FromKeyedServices(AccountingModule.Name)] IDatabase database, TimeProvider time)
{
    /// <summary>Rebuilds every whole UTC day the window touches; returns how many turns they hold.</summary>
    /// <exception cref="RetentionOverException">A day's turns are past retention; its roll-ups would be lost.</exception>
    public async Task<long> RebuildAsync(long from, long to, CancellationToken cancellationToken)
    {
        var turns = 0L;
        for (var day = Buckets.Floor(from, Buckets.Day); day < to; day += Buckets.Day)
        {
            var start = day;
            turns += await database.WriteAsync(
                (transaction, token) => RebuildAsync(transaction, start, token), cancellationToken);
        }

        return turns;
    }

    private async Task<long> RebuildAsync(DbTransaction transaction, long day, CancellationToken cancellationToken)
    {
        await KeptSince.HoldAsync(transaction, database.Engine, cancellationToken);
        var kept = await KeptSince.ReadAsync(transaction, cancellationToken);
        if (day < kept.Turns)
        {
            throw new RetentionOverException(string.Create(CultureInfo.InvariantCulture,
                $"turns settled before {DateTimeOffset.FromUnixTimeMilliseconds(kept.Turns):yyyy-MM-dd} are past retention, "
                + $"their roll-ups cannot be computed again; begin there"));
        }

        var window = new { from = day, to = day + Buckets.Day, now = time.GetUtcNow().ToUnixTimeMilliseconds() };
        // Waits for writers that have begun and holds off new ones: a turn is either read here or added afterwards, never both.
        if (database.Engine == DatabaseEngine.Postgres)
            await ExecuteAsync("LOCK TABLE rollups_hour, rollups_day, rollups_month, key_minutes IN EXCLUSIVE MODE");
        foreach (var sql in RollupSql.Gather) await ExecuteAsync(sql);
        foreach (var grain in RollupGrain.All.Where(grain => grain == RollupGrain.Day || day >= kept.Details))
        {
            await ExecuteAsync($"DELETE FROM {grain.Table} WHERE bucket >= @from AND bucket < @to");
            foreach (var dimension in Enum.GetValues<Dimension>())
                await ExecuteAsync(
                    $"INSERT INTO {grain.Table} {RollupSql.Expected(dimension, grain.Bucket, RollupSql.Gathered)}");
        }

        await RollupMonths.RebuildAsync(transaction, day, day + 1, cancellationToken);
        if (day >= kept.Details)
        {
            await ExecuteAsync("DELETE FROM key_minutes WHERE bucket >= @from AND bucket < @to");
            await ExecuteAsync(
                "INSERT INTO key_minutes (bucket, key_id, model, turns, tokens, cost_micros, updated_at) "
                + $"SELECT m.*, @now FROM ({RollupSql.ExpectedMinutes(RollupSql.Gathered)}) m");
        }

        var turns = await transaction.Connection!.ExecuteScalarAsync<long>(new CommandDefinition(
            $"SELECT COUNT(*) FROM {RollupSql.Gathered}", null, transaction, 0, cancellationToken: cancellationToken));
        await ExecuteAsync($"DROP TABLE {RollupSql.Gathered}");
        return turns;

        Task<int> ExecuteAsync(string sql) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, window, transaction, commandTimeout: 0, cancellationToken: cancellationToken));
    }
}
