using System.Data.Common;
using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Pricing;

/// <summary>
/// Posts the difference between what turns were priced at and what the book in force says, as correction entries.
/// </summary>
internal sealed class Repricer(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database, PriceBooks books, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>
    /// Repeating it changes nothing: a turn whose price, status and line are already those of the book gets no entry.
    /// </summary>
    public async Task<RepriceReply> RepriceAsync(long from, long to, string model, CancellationToken cancellationToken)
    {
        var reply = new RepriceReply();
        var pricer = books.Current;
        var after = Guid.Empty;
        while (true)
        {
            var (last, turns, corrections) = await database.WriteAsync(
                (transaction, token) => RepriceAsync(transaction, pricer, (from, to, model, after), token), cancellationToken);
            reply.Turns += turns;
            reply.Corrections += corrections.Count;
            reply.DifferenceMicros += corrections.Sum(correction => correction.CostMicros);
            if (turns < Batch) return reply;
            after = last;
        }
    }

    private async Task<(Guid Last, int Turns, IReadOnlyList<LedgerEntry> Corrections)> RepriceAsync(
        DbTransaction transaction, TurnPricer pricer, (long From, long To, string Model, Guid After) scope,
        CancellationToken cancellationToken)
    {
        var filter = scope.Model.Length > 0 ? "AND t.model = @Model" : "";
        var rows = (await transaction.Connection!.QueryAsync<PricedRow>(new CommandDefinition(
            PricedRow.Sql(filter, database.Dialect.ForUpdate),
            new { scope.From, scope.To, scope.Model, scope.After, limit = Batch },
            transaction,
            cancellationToken: cancellationToken))).AsList();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var corrections = new List<LedgerEntry>();
        var rollups = new RollupBatch();
        foreach (var row in rows)
        {
            var settled = DateTimeOffset.FromUnixTimeMilliseconds(row.SettledAt);
            var price = pricer.Price(row.Model, row.Tier, settled, row.Attempts > 0, row.Usage, row.Unpriced is not null);
            var was = (PricingStatus)row.Pricing;
            if (price.Micros == row.CostMicros && price.Status == was && price.Line == row.PriceLine) continue;
            var difference = price.Micros - row.CostMicros;
            corrections.Add(new LedgerEntry(
                row.TurnId, (int)row.Number + 1, now, row.SettledAt, price.Status, difference, pricer.Version, price.Line));
            rollups.Add(row.ToRollup(new RollupCounts
            {
                CostMicros = difference,
                UnpricedTurns = (price.Status.LeavesOut() ? 1 : 0) - (was.LeavesOut() ? 1 : 0),
                UnknownUsageTurns = (price.Status == PricingStatus.UsageUnknown ? 1 : 0) - (
                was == PricingStatus.UsageUnknown ? 1 : 0),
            }));
        }

        await LedgerTables.Entries.ExecuteAsync(transaction, corrections, cancellationToken);
        await rollups.WriteAsync(transaction, now, cancellationToken);
        return (rows.Count == 0 ? scope.After : rows[^1].TurnId, rows.Count, corrections);
    }
}
