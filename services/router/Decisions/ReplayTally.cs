using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Decisions;

internal sealed class ReplayTally
{
    private readonly Dictionary<string, long> _perAccount = [];
    private long _cached;
    private long _kept;
    private int _refusals;

    public void Add(DecisionRecord record, string account, bool keptCache)
    {
        foreach (var candidate in record.Candidates)
            _perAccount.TryAdd(candidate.AccountId, 0);
        _cached += record.CachedTokens;
        if (keptCache)
            _kept += record.CachedTokens;
        if (account.Length == 0)
            _refusals++;
        else
            _perAccount[account] = _perAccount.GetValueOrDefault(account) + 1;
    }

    public ReplayTotals Totals() => new()
    {
        Refusals = _refusals,
        CachedTokenShare = _cached == 0 ? 1 : (double)_kept / _cached,
        Fairness = Jain(),
    };

    // Jain's index: the square of the sum over n times the sum of squares.
    private double Jain()
    {
        double sum = 0;
        double squares = 0;
        foreach (var served in _perAccount.Values)
        {
            sum += served;
            squares += (double)served * served;
        }

        return squares == 0 ? 1 : sum * sum / (_perAccount.Count * squares);
    }
}
