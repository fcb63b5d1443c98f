using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.Strategies;

namespace CodexPooler.Routing.Decisions;

/// <summary>
/// Runs recorded decisions against another policy. The gates stay as they were recorded, except the ring, which is the
/// policy's; only the order among the accounts that could serve is asked again, and sessions follow the replayed account. What a
/// record does not hold is not replayed: prompt cache locality.
/// </summary>
internal sealed class PolicyReplay(CandidateViews views, IReadOnlyDictionary<string, long> resets, ScoringOptions scoring)
{
    private readonly Dictionary<ulong, string> _homes = [];
    private readonly ReplayTally _recorded = new();
    private readonly ReplayTally _replayed = new();
    private int _chosen;

    public ReplayReply Run(IEnumerable<DecisionRecord> records, PolicySettings policy)
    {
        var (decisions, different) = (0, 0);
        foreach (var record in records)
        {
            decisions++;
            var account = record.Candidates.Count == 0 ? "" : Choose(record, policy);
            _recorded.Add(record, record.WinnerAccountId, KeptCache(record, record.WinnerAccountId));
            _replayed.Add(record, account, account.Length > 0 && Stayed(record, account));
            if (account != record.WinnerAccountId)
                different++;
            if (record.SessionHash != 0 && account.Length > 0)
                _homes[record.SessionHash] = account;
        }

        return Reply(decisions, different);
    }

    private string Choose(DecisionRecord record, PolicySettings policy)
    {
        if (record.Because == ChosenBecause.HardPin)
            return record.WinnerAccountId;
        var able = record.Candidates.Where(Able).ToList();
        if (able.Count == 0)
            return "";
        var home = policy.SessionStickiness && record.SessionHash != 0 && _homes.TryGetValue(record.SessionHash, out var known)
            ? able.FindIndex(c => c.AccountId == known)
            : -1;
        var candidates = able
            .Select(c => views.ForReplay(c, record, resets.GetValueOrDefault(c.AccountId)))
            .ToArray();
        var best = Best(record, candidates, policy, home);
        if (home >= 0 && !IsWorthLeaving(record, candidates[home], candidates[best], policy))
            best = home;
        else
            _chosen++;
        return able[best].AccountId;
    }

    private int Best(DecisionRecord record, Candidate[] candidates, PolicySettings policy, int home)
    {
        var first = candidates.Min(c => c.Priority);
        var survivors = Enumerable.Range(0, candidates.Length).Where(i => candidates[i].Priority == first).ToArray();
        var scores = new double[survivors.Length];
        policy.Strategy.Score(
            new StrategyInput
            {
                Candidates = candidates,
                Survivors = survivors,
                Seed = policy.SessionStickiness && record.SessionHash != 0 ? record.SessionHash : Hash64.Of(record.TurnId),
                Cursor = _chosen % candidates.Length,
                Now = record.AtMs,
                InFlightPercent = policy.InFlightPercent,
            },
            scores);
        var ring = policy.Strategy.UsesRing && scores.Length > policy.RingSize
            ? scores.OrderDescending().ElementAt(policy.RingSize - 1)
            : double.NegativeInfinity;
        var (best, bestScore) = (home, double.NegativeInfinity);
        for (var i = 0; i < scores.Length; i++)
        {
            var place = survivors[i];
            var pressure = policy.Strategy.FeelsPressure ? candidates[place].State.InFlight * policy.InFlightPercent / 100 : 0;
            if (scores[i] >= ring && scores[i] - pressure > bestScore && place != home)
                (best, bestScore) = (place, scores[i] - pressure);
        }

        return best;
    }

    private bool IsWorthLeaving(DecisionRecord record, Candidate home, Candidate other, PolicySettings policy) =>
        home != other
        && SwitchingPrice.Gain(home, other, policy.InFlightPercent)
            > SwitchingPrice.Of(record.CachedTokens, policy.SwitchingPrice, scoring);

    private static bool Able(CandidateRecord candidate) =>
        candidate.Exclusion is ExclusionReason.None or ExclusionReason.OutsideRing or ExclusionReason.LowerPriorityTier;

    private static bool KeptCache(DecisionRecord record, string account) =>
        account.Length > 0 && record.Because is ChosenBecause.Session or ChosenBecause.HardPin;

    private bool Stayed(DecisionRecord record, string account) =>
        record.Because == ChosenBecause.HardPin
        || (_homes.TryGetValue(record.SessionHash, out var home) ? home == account : account == record.WinnerAccountId);

    private ReplayReply Reply(int decisions, int different)
    {
        var recorded = _recorded.Totals();
        var replayed = _replayed.Totals();
        return new ReplayReply
        {
            Recorded = recorded,
            Replayed = replayed,
            Decisions = decisions,
            DifferentAccount = different,
            Words = string.Create(
                CultureInfo.InvariantCulture,
                $"{decisions} decisions, {different} to another account. Refusals {recorded.Refusals} to {replayed.Refusals}, ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"cached-token share {recorded.CachedTokenShare:P0} to {replayed.CachedTokenShare:P0}, ")
                + string.Create(
                    CultureInfo.InvariantCulture, $"fairness {recorded.Fairness:0.00} to {replayed.Fairness:0.00}."),
        };
    }
}
