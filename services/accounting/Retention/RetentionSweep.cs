using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Retention;

/// <summary>Removes what is over its time, and replaces people by pseudonyms that still add up.</summary>
internal sealed class RetentionSweep(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database, IOptions<RetentionOptions> options, TurnHorizon horizon,
    TimeProvider time)
{
    private readonly RetentionOptions _options = options.Value;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await RemoveTurnsBeforeAsync(horizon.Month, cancellationToken);
        var detail = Buckets.Floor(now.AddDays(-_options.DetailDays).ToUnixTimeMilliseconds(), Buckets.Day);
        await KeptSince.RaiseAsync(database, KeptSince.DetailsName, detail, cancellationToken);
        await ExecuteAsync("DELETE FROM rollups_hour WHERE bucket < @detail", new { detail }, cancellationToken);
        await ExecuteAsync("DELETE FROM key_minutes WHERE bucket < @detail", new { detail }, cancellationToken);
        await ExecuteAsync("DELETE FROM quota_points WHERE observed_at < @detail", new { detail }, cancellationToken);
        if (_options.PersonDays > 0)
            await PseudonymiseAsync(
                Buckets.Floor(now.AddDays(-_options.PersonDays).ToUnixTimeMilliseconds(), Buckets.Day), cancellationToken);
    }

    // A partition is dropped whole; SQLite deletes by the same bound.
    private async Task RemoveTurnsBeforeAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var bound = TurnIds.LowerBound(new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero));
        // A turn counts on the day it settled, which may be long after the month it began in.
        var last = await database.ReadAsync(
            (connection, token) => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                "SELECT MAX(settled_at) FROM turns WHERE turn_id < @bound", new { bound }, commandTimeout: 0,
                cancellationToken: token)),
            cancellationToken);
        if (last is not { } settled) return;
        await KeptSince.RaiseAsync(
            database, KeptSince.TurnsName, Buckets.Ceiling(settled + 1, Buckets.Day), cancellationToken);
        foreach (var table in Partitions.Tables)
        {
            if (database.Engine == DatabaseEngine.Sqlite)
            {
                await ExecuteAsync($"DELETE FROM {table} WHERE turn_id < @bound", new { bound }, cancellationToken);
                continue;
            }

            var children = await database.ReadAsync(
                (connection, token) => connection.QueryAsync<string>(new CommandDefinition(
                    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                    + "WHERE i.inhparent = to_regclass(@table)",
                    new { table }, cancellationToken: token)),
                cancellationToken);
            foreach (var child in children.Where(child => string.CompareOrdinal(child, Partitions.NameOf(table, month)) < 0))
                await ExecuteAsync($"DROP TABLE IF EXISTS {child}", new { }, cancellationToken);
        }
    }

    private async Task PseudonymiseAsync(long before, CancellationToken cancellationToken)
    {
        var people = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<string>(new CommandDefinition(
                """
                SELECT DISTINCT person_id FROM turns WHERE settled_at < @before AND person_id IS NOT NULL
                    AND person_id NOT LIKE 'p~%'
                UNION SELECT DISTINCT value FROM rollups_day
                WHERE dimension = 3 AND bucket < @before AND value <> '' AND value NOT LIKE 'p~%'
                """,
                new { before }, cancellationToken: token)),
            cancellationToken);
        if (people.AsList().Count == 0) return;
        foreach (var person in people)
        {
            var values = new { before, person, pseudonym = PseudonymOf(person) };
            await database.WriteAsync(
                async (transaction, token) =>
                {
                    foreach (var sql in Replacements)
                        await transaction.Connection!.ExecuteAsync(
                            new CommandDefinition(sql, values, transaction, 0, cancellationToken: token));
                },
                cancellationToken);
        }

        await RebuildMonthsAsync(before, cancellationToken);
    }

    private Task RebuildMonthsAsync(long before, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            if (database.Engine == DatabaseEngine.Postgres)
                await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                    "LOCK TABLE rollups_day, rollups_month IN EXCLUSIVE MODE", transaction: transaction,
                    cancellationToken: token));
            var first = await transaction.Connection!.ExecuteScalarAsync<long?>(new CommandDefinition(
                "SELECT MIN(bucket) FROM rollups_day WHERE dimension = 3 AND value LIKE 'p~%'", transaction: transaction,
                commandTimeout: 0, cancellationToken: token));
            await RollupMonths.RebuildAsync(transaction, first ?? before, before, token);
        },
        cancellationToken);

    private static readonly string[] Replacements =
    [
        "UPDATE turns SET person_id = @pseudonym WHERE person_id = @person AND settled_at < @before",
        "UPDATE rollups_hour SET value = @pseudonym WHERE dimension = 3 AND value = @person AND bucket < @before",
        "UPDATE rollups_day SET value = @pseudonym WHERE dimension = 3 AND value = @person AND bucket < @before",
    ];

    private string PseudonymOf(string person)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_options.PseudonymKey!), Encoding.UTF8.GetBytes(person));
        return string.Create(CultureInfo.InvariantCulture, $"p~{Convert.ToHexStringLower(hash.AsSpan(0, 10))}");
    }

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, 0, cancellationToken: token)),
        cancellationToken);
}
