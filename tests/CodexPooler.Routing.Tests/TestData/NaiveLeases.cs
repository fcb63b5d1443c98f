using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Leases;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>
/// What the table of leases means, said as simply as it can be: every lease whole in one dictionary until it is forgotten, every
/// count taken by looking at all of them.
/// </summary>
internal sealed class NaiveLeases(TimeSpan remember, string self)
{
    private readonly long _remember = (long)remember.TotalMilliseconds;
    private readonly Dictionary<LeaseId, NaiveLease> _leases = [];
    private bool _cutOff;

    public IReadOnlyDictionary<LeaseId, NaiveLease> All => _leases;

    public TurnLengths Lengths { get; } = new();

    public IEnumerable<NaiveLease> Counted => _leases.Values.Where(l => l.Counted);

    public IEnumerable<NaiveLease> Reserving => _leases.Values.Where(l => l.Counted || l.Reserves);

    public void LosePeers() => _cutOff = true;

    public void FindPeers(long now)
    {
        if (!_cutOff)
            return;
        _cutOff = false;
        foreach (var lease in _leases.Values.Where(l => l.Reserves))
            (lease.Reserves, lease.EndedAt) = (false, now);
    }

    public bool Apply(LeaseFact fact, long now)
    {
        if (fact.ExpiresAtMs + _remember <= now)
            return false;
        var id = LeaseId.Of(fact);
        if (!_leases.TryGetValue(id, out var lease))
        {
            lease = _leases[id] = new NaiveLease(fact.Clone()) { EndedAt = now };
            lease.Counted = lease.IsAliveAt(now);
            Measure(lease);
            return true;
        }

        var (held, wasClosed) = (lease.Fact, lease.Fact.ClosedAtMs != 0);
        lease.Fact = Merged(fact, held);
        if (wasClosed)
            return (held.OpenedAtMs, held.ExpiresAtMs, held.ClosedAtMs)
                != (lease.Fact.OpenedAtMs, lease.Fact.ExpiresAtMs, lease.Fact.ClosedAtMs);
        if (held.Equals(lease.Fact))
            return false;
        Measure(lease);
        var counted = lease.Counted;
        lease.Counted = lease.IsAliveAt(now);
        if (lease.Reserves || (counted && !lease.Counted) || lease.Fact.ClosedAtMs != 0)
            (lease.Reserves, lease.EndedAt) = (false, now);
        return true;
    }

    public void Sweep(long now)
    {
        foreach (var lease in Counted.Where(l => !l.IsAliveAt(now)).ToList())
            (lease.Counted, lease.Reserves, lease.EndedAt) = (false, _cutOff && lease.Fact.Origin != self, now);
        foreach (var (id, lease) in _leases.ToList())
        {
            if (lease is { Counted: false, Reserves: false } && lease.EndedAt + _remember <= now)
                _leases.Remove(id);
        }
    }

    private void Measure(NaiveLease lease)
    {
        if (lease.Fact.ClosedAtMs != 0)
            Lengths.Add(lease.Fact.ClosedAtMs - lease.Fact.OpenedAtMs);
    }

    private static LeaseFact Merged(LeaseFact heard, LeaseFact held)
    {
        var merged = (FactOrder.Stands(heard, held) ? heard : held).Clone();
        merged.ExpiresAtMs = Math.Max(heard.ExpiresAtMs, held.ExpiresAtMs);
        merged.ClosedAtMs = heard.ClosedAtMs == 0 || held.ClosedAtMs == 0
            ? Math.Max(heard.ClosedAtMs, held.ClosedAtMs)
            : Math.Min(heard.ClosedAtMs, held.ClosedAtMs);
        return merged;
    }
}
