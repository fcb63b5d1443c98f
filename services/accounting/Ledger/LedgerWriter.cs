using System.Data.Common;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Quotas;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Ledger;

/// <summary>Writes settled turns, each once: turn, attempts, entry and every roll-up in one transaction, or nothing.</summary>
internal sealed class LedgerWriter(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database, Partitions partitions, PriceBooks books, TimeProvider time)
{
    /// <summary>Returns the turns that were new.</summary>
    public async Task<IReadOnlyList<TurnSettled>> WriteAsync(IEnumerable<TurnSettled> facts, CancellationToken cancellationToken)
    {
        var pricer = books.Current;
        // In the order of their ids: two replicas writing overlapping batches then wait for each other instead of deadlocking.
        var turns = facts.DistinctBy(fact => fact.TurnId).OrderBy(fact => fact.TurnId)
            .Select(fact => LedgerTurn.From(fact, pricer)).ToList();
        if (turns.Count == 0) return [];
        await partitions.EnsureAsync(turns.Select(turn => turn.Fact.TurnId), cancellationToken);
        var written = await database.WriteAsync(
            (transaction, token) => WriteAsync(transaction, turns, pricer.Version, token), cancellationToken);
        return [.. written.Select(turn => turn.Fact)];
    }

    private async Task<IReadOnlyList<LedgerTurn>> WriteAsync(
        DbTransaction transaction, IReadOnlyList<LedgerTurn> turns, string version, CancellationToken cancellationToken)
    {
        var written = await LedgerTables.Turns.InsertNewAsync(
            transaction, turns, "turn_id", turn => turn.Fact.TurnId, cancellationToken);
        if (written.Count == 0) return written;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var attempts = written.SelectMany(turn => turn.Fact.Attempts.Select(attempt => (turn.Fact.TurnId, attempt))).ToList();
        await LedgerTables.Attempts.ExecuteAsync(transaction, attempts, cancellationToken);
        var entries = written.Select(turn => new LedgerEntry(
            turn.Fact.TurnId, 1, now, turn.SettledAt, turn.Price.Status, turn.Price.Micros, version, turn.Price.Line)).ToList();
        await LedgerTables.Entries.ExecuteAsync(transaction, entries, cancellationToken);
        var rollups = new RollupBatch();
        foreach (var turn in written) rollups.Add(RollupTurn.From(turn));
        await rollups.WriteAsync(transaction, now, cancellationToken);
        await QuotaPoints.WriteAsync(transaction, written.SelectMany(turn => turn.Fact.Quota), cancellationToken);
        return written;
    }
}
