using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Limits;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// Facts waiting to be told, one per thing they are about: however long the broker is away, what waits is never much more than
/// the state. Once many wait, those that nobody would take any more are dropped: turns and counts whose time is over, failures
/// that no circuit keeps. Used under the router's lock only.
/// </summary>
internal sealed class FactOutbox(LeaseOptions leases, TimeProvider time) : IFactOutbox
{
    private const int Many = 20_000;

    private Dictionary<RegisterKey, Fact> _waiting = [];
    private int _lookAt = Many;

    /// <summary>Batches sealed so far.</summary>
    public long Sequence { get; private set; }

    public int Waiting => _waiting.Count;

    /// <summary>To be read by anybody.</summary>
    public DroppedFacts Dropped { get; } = new();

    public void Add(Fact fact)
    {
        _waiting[RegisterKey.Of(fact)] = fact;
        if (_waiting.Count >= _lookAt)
            Forget();
    }

    /// <summary>The next batch, or null when nothing waits.</summary>
    public IReadOnlyCollection<Fact>? Seal()
    {
        if (_waiting.Count == 0)
            return null;

        Sequence++;
        var sealedFacts = _waiting.Values;
        _waiting = [];
        _lookAt = Many;
        return sealedFacts;
    }

    /// <summary>A sealed batch that could not be sent; newer facts about the same things stay.</summary>
    public void Return(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            _waiting.TryAdd(RegisterKey.Of(fact), fact);
    }

    // Every turn leaves facts of its own: with the broker away for hours they must not wait for longer than anybody takes them.
    private void Forget()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var failures = new NewestFailures();
        foreach (var (key, fact) in _waiting)
        {
            if (IsOver(fact, now))
                Drop(key);
            else if (fact is { KindCase: Fact.KindOneofCase.Outcome, Outcome.Success: false } &&
                failures.Add(key, fact.Outcome) is { } oldest)
                Drop(oldest);
        }

        _lookAt = Math.Max(Many, 2 * _waiting.Count);
    }

    private void Drop(RegisterKey key)
    {
        if (_waiting.Remove(key))
            Dropped.Count(key.Kind);
    }

    private bool IsOver(Fact fact, long now) => fact.KindCase switch
    {
        Fact.KindOneofCase.Lease => LeaseTable.IsOver(fact.Lease, leases, now),
        Fact.KindOneofCase.Usage => UsageTable.IsOver(fact.Usage.Bucket, fact.Usage.BucketIndex, now),
        Fact.KindOneofCase.Pin => fact.Pin.ExpiresAtMs <= now,
        _ => false,
    };
}
