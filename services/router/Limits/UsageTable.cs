using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

/// <summary>
/// Use of every key, counted per origin. An origin's totals in a bucket only grow, so merging takes the larger and a fact heard
/// twice counts once.
/// </summary>
internal sealed class UsageTable
{
    private readonly Dictionary<string, KeyUsage> _keys = [];
    private readonly Dictionary<UsageKey, UsageTotals> _totals = [];
    private readonly Queue<UsageKey> _minutes = new();
    private readonly Queue<UsageKey> _days = new();

    public KeyUsage Of(string keyId)
    {
        if (_keys.TryGetValue(keyId, out var usage))
            return usage;
        return _keys[keyId] = new KeyUsage();
    }

    public bool Apply(UsageFact fact, long now)
    {
        if (TooOld(fact.Bucket, fact.BucketIndex, now))
            return false;

        var key = UsageKey.Of(fact);
        var known = _totals.TryGetValue(key, out var held);
        var merged = UsageTotals.Largest(held, new UsageTotals(fact.Requests, fact.Tokens, fact.CostMicros));
        if (known && merged == held)
            return false;

        if (!known)
            (fact.Bucket == UsageBucket.Minute ? _minutes : _days).Enqueue(key);
        _totals[key] = merged;
        var usage = Of(fact.KeyId);
        usage.Whole.Series.Add(fact.Bucket, fact.BucketIndex, merged - held);
        usage.ForModel(fact.Model).Series.Add(fact.Bucket, fact.BucketIndex, merged - held);
        return true;
    }

    /// <summary>The fact that says what this origin's totals are after adding something.</summary>
    public UsageFact Raised(string keyId, string model, UsageBucket bucket, long index, string origin, UsageTotals by)
    {
        _totals.TryGetValue(new UsageKey(keyId, model, bucket, index, origin), out var held);
        return Fact(new UsageKey(keyId, model, bucket, index, origin), held + by);
    }

    public IEnumerable<UsageFact> All(long now)
    {
        foreach (var (key, totals) in _totals)
        {
            if (!TooOld(key.Bucket, key.Index, now))
                yield return Fact(key, totals);
        }
    }

    public void Sweep(long now)
    {
        Sweep(_minutes, now);
        Sweep(_days, now);
    }

    private void Sweep(Queue<UsageKey> queue, long now)
    {
        while (queue.TryPeek(out var key) && TooOld(key.Bucket, key.Index, now))
            _totals.Remove(queue.Dequeue());
    }

    private static bool TooOld(UsageBucket bucket, long index, long now) => bucket == UsageBucket.Minute
        ? index <= UsageClock.Minute(now) - UsageSeries.MinutesKept
        : index <= UsageClock.Day(now) - UsageSeries.DaysKept;

    private static UsageFact Fact(UsageKey key, UsageTotals totals) => new()
    {
        KeyId = key.KeyId,
        Model = key.Model,
        Bucket = key.Bucket,
        BucketIndex = key.Index,
        Origin = key.Origin,
        Requests = totals.Requests,
        Tokens = totals.Tokens,
        CostMicros = totals.CostMicros,
    };
}
