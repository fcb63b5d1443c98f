using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// What the faults of attempts were found to be, on the replica that closed them: a later attempt of the same turn is judged by
/// it. Forgotten a quarter of the time at once.
/// </summary>
internal sealed class LeaseVerdicts(TimeSpan remember)
{
    private const int Quarters = 4;

    private readonly long _remember = (long)remember.TotalMilliseconds;
    private readonly Queue<(long Since, Dictionary<LeaseId, JudgedAttempt> Verdicts)> _quarters = new();
    private Dictionary<LeaseId, JudgedAttempt> _newest = [];
    private long _until = long.MinValue;

    public void Add(LeaseId id, string accountId, FaultVerdict verdict, long now)
    {
        if (now >= _until)
        {
            _newest = [];
            _quarters.Enqueue((now, _newest));
            _until = now + (_remember / Quarters);
        }

        _newest[id] = new JudgedAttempt(accountId, verdict);
    }

    public JudgedAttempt? Find(LeaseId id)
    {
        foreach (var (_, verdicts) in _quarters)
        {
            if (verdicts.TryGetValue(id, out var judged))
                return judged;
        }

        return null;
    }

    public void Sweep(long now)
    {
        while (_quarters.TryPeek(out var oldest) && oldest.Since + (_remember / Quarters) + _remember <= now)
            _quarters.Dequeue();
    }
}
