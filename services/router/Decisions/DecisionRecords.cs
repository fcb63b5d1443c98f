using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Decisions;

/// <summary>Unfolds a kept decision into the record that is explained, replayed and published.</summary>
internal static class DecisionRecords
{
    public static DecisionRecord Of(in Decision decision, DecisionRing ring)
    {
        var record = new DecisionRecord
        {
            TurnId = decision.Id.Turn.ToString(),
            Attempt = decision.Id.Attempt,
            AtMs = decision.At,
            PoolId = decision.View.Key.PoolId,
            Model = decision.Model,
            RouteClass = decision.View.Key.Route,
            PolicyVersion = decision.Policy.Version,
            Strategy = decision.Policy.Strategy.Kind,
            WinnerAccountId = decision.Winner < 0 ? "" : decision.View.Candidates[decision.Winner].Account.Id,
            Because = decision.Because,
            Refusal = decision.Refusal,
            KeyId = decision.KeyId,
            EstimatedInputTokens = decision.EstimatedInputTokens,
            SessionHash = decision.SessionHash,
            CachedTokens = decision.CachedTokens,
        };
        for (var i = 0; i < decision.Rows; i++)
            record.Candidates.Add(Candidate(decision.View.Candidates[i].Account.Id, ring.Row(decision, i)));
        record.Words = DecisionWords.Of(record, decision);
        return record;
    }

    private static CandidateRecord Candidate(string accountId, DecisionRow row) => new()
    {
        AccountId = accountId,
        Exclusion = row.Reason,
        Score = row.Reason == ExclusionReason.None ? row.Strategy + (double)row.Locality + (double)row.Pressure : 0,
        StrategyTerm = row.Strategy,
        LocalityTerm = (double)row.Locality,
        PressureTerm = (double)row.Pressure,
        SwitchingTerm = (double)row.Switching,
        Demoted = (row.Flags & DecisionRow.Demoted) != 0,
        CircuitProbe = (row.Flags & DecisionRow.Probe) != 0,
        InFlight = row.InFlight,
        HeadroomPercent = (double)row.Headroom,
    };
}
