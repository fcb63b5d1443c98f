using System.Data.Common;
using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounting.Retention;

/// <summary>
/// From which day on the ledger still has everything. A roll-up of an older day cannot be checked or computed again: what it was
/// made of is gone.
/// </summary>
/// <param name="Turns">Days whose every turn is here.</param>
/// <param name="Details">Days whose hour and minute roll-ups are here.</param>
internal sealed record KeptSince(long Turns, long Details)
{
    public const string TurnsName = "turns", DetailsName = "details";

    /// <summary>The start of what can be compared hour by hour: both the turns and the hours are needed.</summary>
    public long Hours => Math.Max(Turns, Details);

    public static async Task<KeptSince> ReadAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = (await transaction.Connection!.QueryAsync<(string What, long Since)>(new CommandDefinition(
            "SELECT what, since FROM kept", transaction: transaction, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.What, row => row.Since);
        return new(rows.GetValueOrDefault(TurnsName), rows.GetValueOrDefault(DetailsName));
    }

    /// <summary>Keeps retention from removing anything more while the transaction runs.</summary>
    public static Task HoldAsync(DbTransaction transaction, DatabaseEngine engine, CancellationToken cancellationToken) =>
        engine == DatabaseEngine.Postgres
            ? transaction.Connection!.ExecuteAsync(new CommandDefinition(
                "LOCK TABLE kept IN SHARE MODE", transaction: transaction, cancellationToken: cancellationToken))
            : Task.CompletedTask;

    /// <summary>Never backwards.</summary>
    public static Task RaiseAsync(IDatabase database, string what, long since, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (transaction, token) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO kept (what, since) VALUES (@what, @since)
                ON CONFLICT (what) DO UPDATE SET since = excluded.since WHERE kept.since < excluded.since
                """,
                new { what, since }, transaction, cancellationToken: token)),
            cancellationToken);
}
