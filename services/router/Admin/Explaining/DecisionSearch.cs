using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.Admin.Explaining;

/// <summary>
/// What was decided of a turn, wherever it was: attempts of one turn may have been decided by several routers, and what none of
/// them remembers may be in the ledger.
/// </summary>
internal sealed class DecisionSearch(RouterCore core, LedgerDecisions ledger, Replicator? replicator = null)
{
    public async Task<ExplainReply> FindAsync(string turnId, CancellationToken cancellationToken)
    {
        var found = core.Explain(new ExplainRequest { TurnId = turnId });
        if (replicator is not null)
        {
            var told = await replicator.AskAsync(turnId, cancellationToken);
            found.Decisions.AddRange(told.Decisions);
            found.Silent.AddRange(told.Silent);
        }

        if (found.Decisions.Select(d => d.Attempt).DefaultIfEmpty().Max() != Attempts(found) || found.Decisions.Count == 0)
            found.Decisions.AddRange(await ledger.FindAsync(turnId, cancellationToken));
        var reply = new ExplainReply { Silent = { found.Silent } };
        // Two routers may both have decided an attempt when the edge asked again; the routers' own word goes before the ledger's.
        reply.Decisions.AddRange(found.Decisions
            .OrderBy(d => d.Replica == LedgerDecisions.Replica)
            .ThenBy(d => d.AtMs)
            .DistinctBy(d => d.Attempt)
            .OrderBy(d => d.Attempt));
        Label(reply.Decisions);
        return reply;
    }

    private static int Attempts(ExplainReply reply) => reply.Decisions.Select(d => d.Attempt).Distinct().Count();

    private void Label(IEnumerable<DecisionRecord> decisions)
    {
        var accounts = core.Directory.Accounts;
        foreach (var candidate in decisions.SelectMany(d => d.Candidates))
        {
            candidate.Label = accounts.TryGetValue(candidate.AccountId, out var account) ? account.Label : "";
            candidate.Why = candidate.Exclusion == ExclusionReason.None ? "" : ExclusionWords.Of(candidate.Exclusion);
        }
    }
}
