using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Decisions;

/// <summary>A decision as accounting keeps it.</summary>
internal static class DecisionEvents
{
    public static DecisionMade Of(DecisionRecord record) => new()
    {
        TurnId = Guid.Parse(record.TurnId),
        Attempt = record.Attempt,
        At = DateTimeOffset.FromUnixTimeMilliseconds(record.AtMs),
        PoolId = record.PoolId,
        PolicyVersion = record.PolicyVersion,
        Strategy = record.Strategy.ToString(),
        WinnerAccountId = record.WinnerAccountId.Length == 0 ? null : record.WinnerAccountId,
        Because = record.Refusal == RefusalCode.Unspecified ? record.Because.ToString() : record.Refusal.ToString(),
        Words = record.Words,
        Candidates = [.. record.Candidates.Select(Candidate)],
    };

    private static DecisionCandidate Candidate(CandidateRecord candidate) => new()
    {
        AccountId = candidate.AccountId,
        Exclusion = candidate.Exclusion == ExclusionReason.None ? null : candidate.Exclusion.ToString(),
        Score = candidate.Score,
        Terms = new Dictionary<string, double>
        {
            ["strategy"] = candidate.StrategyTerm,
            ["locality"] = candidate.LocalityTerm,
            ["pressure"] = candidate.PressureTerm,
            ["switching"] = candidate.SwitchingTerm,
        },
        InFlight = candidate.InFlight,
        HeadroomPercent = candidate.HeadroomPercent,
    };
}
