using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.Strategies;

namespace CodexPooler.Routing.Decisions;

/// <summary>
/// Runs recorded decisions against another policy. The gates stay as they were recorded, except those a policy owns (ring and
/// priority); only the order among the accounts that could serve is asked again, and sessions follow the replayed account.
/// </summary>
internal sealed class PolicyReplay(CandidateViews views)
{
    private readonly Dictionary<ulong, string> _homes = [];
    private readonly Dictionary<string, int> _served = [];
    private readonly ReplayTally _recorded = new();
    private readonly ReplayTally _replayed = new();

    public ReplayReply Run(IReadOnlyList<DecisionRecord> records, PolicySettings policy)
    {
        var different = 0;
        foreach (var record in records)
        {
            var account = record.Candidates.Count == 0 ? "" : Choose(record, policy);
            _recorded.Add(record, record.WinnerAccountId, KeptCache(record, record.WinnerAccountId));
            _replayed.Add(record, account, account.Length > 0 && Stayed(record, account));
            if (account != record.WinnerAccountId)
                different++;
            if (record.SessionHash != 0 && account.Length > 0)
                _homes[record.SessionHash] = account;
        }

        return Reply(records.Count, different);
    }

    private string Choose(DecisionRecord record, PolicySettings policy)
    {
        if (record.Because == ChosenBecause.HardPin)
            return record.WinnerAccountId;
        var able = record.Candidates.Where(Able).ToList();
        if (able.Count == 0)
            return "";
        if (policy.SessionStickiness && record.SessionHash != 0
            && _homes.TryGetValue(record.SessionHash, out var home) && able.Exists(c => c.AccountId == home))
            return home;

        var candidates = able.Select(c => views.ForReplay(c, record)).ToArray();
        var survivors = Enumerable.Range(0, candidates.Length).ToArray();
        var scores = new double[candidates.Length];
        policy.Strategy.Score(
            new StrategyInput
            {
                Candidates = candidates,
                Survivors = survivors,
                Seed = Hash64.Of(record.TurnId),
                Cursor = _served.Values.Sum() % candidates.Length,
                Now = record.AtMs,
                InFlightPercent = policy.InFlightPercent,
            },
            scores);
        var best = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (policy.Strategy.FeelsPressure)
                scores[i] -= able[i].InFlight * policy.InFlightPercent / 100;
            if (scores[i] > scores[best])
                best = i;
        }

        _served[able[best].AccountId] = _served.GetValueOrDefault(able[best].AccountId) + 1;
        return able[best].AccountId;
    }

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
