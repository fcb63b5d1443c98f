using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// Every lease of every replica. What is open is counted on its account, circuit, key and Pool; a closed or expired lease is kept
/// a while, so that a late duplicate cannot open it again.
/// </summary>
internal sealed class LeaseTable(RouterState state, LeaseOptions options, string self)
{
    private readonly Dictionary<LeaseId, TurnLease> _leases = [];
    private readonly PriorityQueue<LeaseId, long> _expiries = new();
    private readonly Queue<(LeaseId Id, long ForgetAt)> _ended = new();
    private bool _cutOff;

    public int Open { get; private set; }

    public int Held => _leases.Count;

    public IEnumerable<TurnLease> All => _leases.Values;

    /// <summary>Of turns of all replicas: whoever is asked can tell when an account will be free.</summary>
    public TurnLengths Lengths { get; } = new();

    public TurnLease? Find(LeaseId id) => _leases.GetValueOrDefault(id);

    /// <summary>From now on a lease of another router that nobody renews may be alive all the same.</summary>
    public void LosePeers() => _cutOff = true;

    /// <summary>What the others know is known here: what ended has ended.</summary>
    public void FindPeers(long now)
    {
        if (!_cutOff)
            return;
        _cutOff = false;
        foreach (var (id, lease) in _leases)
        {
            if (lease.Reserves)
                Release(id, lease, now);
        }
    }

    public bool Apply(LeaseFact fact, long now)
    {
        if (fact.ExpiresAtMs + (long)options.Remember.TotalMilliseconds <= now)
            return false;

        var id = LeaseId.Of(fact);
        if (!_leases.TryGetValue(id, out var lease))
        {
            lease = _leases[id] = new TurnLease(fact);
            Measure(fact);
            Count(id, lease, now);
            if (!lease.Counted)
                _ended.Enqueue((id, now + (long)options.Remember.TotalMilliseconds));
            return true;
        }

        var merged = LeaseMerge.Of(fact, lease.Fact);
        if (ReferenceEquals(merged, lease.Fact))
            return false;

        if (lease.Fact.ClosedAtMs == 0)
            Measure(merged);
        if (lease.Reserves)
            Release(id, lease, now);
        var counted = lease.Counted;
        if (counted)
            Adjust(lease.Fact, -1);
        lease.Counted = false;
        lease.Fact = merged;
        // Nobody is told it again, and it is remembered for minutes.
        if (merged.ClosedAtMs != 0)
            lease.Told = null;
        Count(id, lease, now);
        if (counted && !lease.Counted)
            _ended.Enqueue((id, now + (long)options.Remember.TotalMilliseconds));
        return true;
    }

    /// <summary>Leases whose time ran out stop counting; nobody has to say so.</summary>
    public void Sweep(long now)
    {
        while (_expiries.TryPeek(out var id, out var expiry) && expiry <= now)
        {
            _expiries.Dequeue();
            if (!_leases.TryGetValue(id, out var lease))
                continue;
            lease.Queued = lease.Counted && lease.Fact.ExpiresAtMs > now;
            if (!lease.Counted)
                continue;
            if (lease.Queued)
                _expiries.Enqueue(id, lease.Fact.ExpiresAtMs);
            else
                End(id, lease, now);
        }

        while (_ended.TryPeek(out var ended) && ended.ForgetAt <= now)
        {
            _ended.Dequeue();
            if (_leases.TryGetValue(ended.Id, out var lease) && lease is { Counted: false, Reserves: false })
                _leases.Remove(ended.Id);
        }
    }

    private void Measure(LeaseFact lease)
    {
        if (lease.ClosedAtMs != 0)
            Lengths.Add(lease.ClosedAtMs - lease.OpenedAtMs);
    }

    private void Count(LeaseId id, TurnLease lease, long now)
    {
        if (lease.StatusAt(now) != LeaseStatus.Alive)
            return;

        if (!lease.Queued)
            _expiries.Enqueue(id, lease.Fact.ExpiresAtMs);
        lease.Queued = true;
        lease.Counted = true;
        Adjust(lease.Fact, 1);
    }

    private void End(LeaseId id, TurnLease lease, long now)
    {
        lease.Counted = false;
        Adjust(lease.Fact, -1);
        lease.Reserves = _cutOff && lease.Fact.Origin != self;
        if (lease.Reserves)
            Reserve(lease.Fact, 1);
        _ended.Enqueue((id, now + (long)options.Remember.TotalMilliseconds));
    }

    private void Release(LeaseId id, TurnLease lease, long now)
    {
        lease.Reserves = false;
        Reserve(lease.Fact, -1);
        _ended.Enqueue((id, now + (long)options.Remember.TotalMilliseconds));
    }

    private void Adjust(LeaseFact fact, int by)
    {
        Open += by;
        var account = state.Account(fact.AccountId);
        account.InFlight += by;
        if (fact.Probe)
        {
            account.CircuitOf(fact.Model, fact.RouteClass).OpenProbes += by;
            account.Touch();
        }

        var usage = state.Usage.Of(fact.KeyId);
        usage.Whole.OpenLeases += by;
        usage.ForModel(fact.Model).OpenLeases += by;
        Reserve(fact, by);
        state.PoolLoad(fact.PoolId).Adjust(fact.KeyId, by);
    }

    private void Reserve(LeaseFact fact, int by)
    {
        var usage = state.Usage.Of(fact.KeyId);
        Reserve(usage.Whole, fact, by);
        Reserve(usage.ForModel(fact.Model), fact, by);
    }

    private static void Reserve(Limits.KeyMeter meter, LeaseFact fact, int by)
    {
        meter.ReservedTokens += by * fact.ReservedTokens;
        meter.ReservedCostMicros += by * fact.ReservedCostMicros;
    }
}
