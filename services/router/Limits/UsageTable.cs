using System.Runtime.InteropServices;
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
        if (IsOver(fact.Bucket, fact.BucketIndex, now))
            return false;

        var key = UsageKey.Of(fact);
        // One look for both: the key is three names, and a turn raises four of them.
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, key, out var known);
        var held = total;
        var merged = UsageTotals.Largest(held, new UsageTotals(fact.Requests, fact.Tokens, fact.CostMicros));
        if (known && merged == held)
            return false;

        if (!known)
            (fact.Bucket == UsageBucket.Minute ? _minutes : _days).Enqueue(key);
        total = merged;
        var usage = Of(fact.KeyId);
        usage.Whole.Series.Add(fact.Bucket, fact.BucketIndex, merged - held);
        usage.ForModel(fact.Model).Series.Add(fact.Bucket, fact.BucketIndex, merged - held);
        return true;
    }

    /// <summary>Fills in the fact that says what this origin's totals are after adding something.</summary>
    public UsageFact Raised(in UsageKey key, UsageTotals by, UsageFact into)
    {
        _totals.TryGetValue(key, out var held);
        return Fill(into, key, held + by);
    }

    public IEnumerable<UsageFact> All(long now)
    {
        foreach (var (key, totals) in _totals)
        {
            if (!IsOver(key.Bucket, key.Index, now))
                yield return Fill(new UsageFact(), key, totals);
        }
    }

    public void Sweep(long now)
    {
        Sweep(_minutes, now);
        Sweep(_days, now);
    }

    /// <summary>So long ago that nobody counts it any more.</summary>
    public static bool IsOver(UsageBucket bucket, long index, long now) => bucket == UsageBucket.Minute
        ? index <= UsageClock.Minute(now) - UsageSeries.MinutesKept
        : index <= UsageClock.Day(now) - UsageSeries.DaysKept;

    private void Sweep(Queue<UsageKey> queue, long now)
    {
        while (queue.TryPeek(out var key) && IsOver(key.Bucket, key.Index, now))
            _totals.Remove(queue.Dequeue());
    }

    private static UsageFact Fill(UsageFact fact, in UsageKey key, UsageTotals totals)
    {
        fact.KeyId = key.KeyId;
        fact.Model = key.Model;
        fact.Bucket = key.Bucket;
        fact.BucketIndex = key.Index;
        fact.Origin = key.Origin;
        fact.Requests = totals.Requests;
        fact.Tokens = totals.Tokens;
        fact.CostMicros = totals.CostMicros;
        return fact;
    }
}
