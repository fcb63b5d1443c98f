using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// Every lease of every replica. What is open is counted on its account, circuit, key and Pool. One that ended is kept a while,
/// so that a late duplicate cannot open it again: whole when only its time ran out, for it may be renewed or closed yet, and as
/// a row of <see cref="EndedLeases"/> when it was closed.
/// </summary>
/// <param name="alone">There are no other routers: nothing of a closed lease can come late but its own edge's question.</param>
internal sealed class LeaseTable(RouterState state, LeaseOptions options, string self, bool alone)
{
    private readonly long _remember = (long)options.Remember.TotalMilliseconds;
    private readonly Dictionary<LeaseId, TurnLease> _leases = [];
    private readonly LeaseExpiries _expiries = new();
    private readonly Queue<(LeaseId Id, long ForgetAt)> _expired = new();
    private readonly EndedLeases _ended = new(alone ? options.RememberAlone : options.Remember);
    private bool _cutOff;

    public int Open { get; private set; }

    /// <summary>Those nobody closed: what is open, and what ran out of time lately.</summary>
    public IReadOnlyCollection<TurnLease> Unclosed => _leases.Values;

    public EndedLeases Ended => _ended;

    public LeaseVerdicts Verdicts { get; } = new(options.Remember);

    /// <summary>Of turns of all replicas: whoever is asked can tell when an account will be free.</summary>
    public TurnLengths Lengths { get; } = new();

    /// <summary>A lease nobody closed.</summary>
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
            if (!lease.Reserves)
                continue;
            Release(lease);
            Expire(id, lease, now);
        }
    }

    /// <summary>So long over that nobody takes it for news any more.</summary>
    public static bool IsOver(LeaseFact fact, LeaseOptions options, long now) =>
        fact.ExpiresAtMs + (long)options.Remember.TotalMilliseconds <= now;

    public bool Apply(LeaseFact fact, long now)
    {
        if (IsOver(fact, options, now))
            return false;

        var id = LeaseId.Of(fact);
        if (_leases.TryGetValue(id, out var lease))
            return fact.ClosedAtMs == 0 ? Merge(id, lease, fact, now) : Close(id, lease, fact, now);
        if (_ended.Merge(id, fact.OpenedAtMs, fact.ExpiresAtMs, fact.ClosedAtMs) is { } news)
            return news;
        if (fact.ClosedAtMs != 0)
        {
            Bury(id, fact.OpenedAtMs, fact.ExpiresAtMs, fact.ClosedAtMs, now);
            return true;
        }

        lease = _leases[id] = new TurnLease(fact);
        Count(id, lease, now);
        if (!lease.Counted)
            Expire(id, lease, now);
        return true;
    }

    /// <summary>Leases whose time ran out stop counting; nobody has to say so.</summary>
    public void Sweep(long now)
    {
        while (_expiries.TryTakeGrown(now, out var id))
        {
            if (_leases.TryGetValue(id, out var lease))
                _expiries.AddGrown(id, lease.Fact.ExpiresAtMs);
        }

        while (_expiries.TryTakeDue(now, out var id))
        {
            if (!_leases.TryGetValue(id, out var lease))
                continue;
            lease.Queued = lease.Counted && lease.Fact.ExpiresAtMs > now;
            if (!lease.Counted)
                continue;
            if (lease.Queued)
                _expiries.AddGrown(id, lease.Fact.ExpiresAtMs);
            else
                End(id, lease, now);
        }

        while (_expired.TryPeek(out var expired) && expired.ForgetAt <= now)
        {
            _expired.Dequeue();
            if (_leases.TryGetValue(expired.Id, out var lease) && lease is { Counted: false, Reserves: false }
                && lease.EndedAt + _remember <= now)
                _leases.Remove(expired.Id);
        }

        _ended.Sweep(now);
        Verdicts.Sweep(now);
    }

    private bool Merge(LeaseId id, TurnLease lease, LeaseFact fact, long now)
    {
        var merged = LeaseMerge.Of(fact, lease.Fact);
        if (ReferenceEquals(merged, lease.Fact))
            return false;

        if (lease.Reserves)
        {
            Release(lease);
            Expire(id, lease, now);
        }

        var counted = lease.Counted;
        if (counted)
            Adjust(lease.Fact, -1);
        lease.Counted = false;
        lease.Fact = merged;
        Count(id, lease, now);
        if (counted && !lease.Counted)
            Expire(id, lease, now);
        return true;
    }

    private bool Close(LeaseId id, TurnLease lease, LeaseFact fact, long now)
    {
        if (lease.Reserves)
            Release(lease);
        if (lease.Counted)
            Adjust(lease.Fact, -1);
        lease.Counted = false;
        _leases.Remove(id);
        var held = lease.Fact;
        Bury(
            id,
            Math.Min(fact.OpenedAtMs, held.OpenedAtMs),
            Math.Max(fact.ExpiresAtMs, held.ExpiresAtMs),
            fact.ClosedAtMs,
            now);
        return true;
    }

    private void Bury(LeaseId id, long openedAt, long expiresAt, long closedAt, long now)
    {
        Lengths.Add(closedAt - openedAt);
        _ended.Add(new EndedLease(id, closedAt, expiresAt, openedAt), now);
    }

    private void Count(LeaseId id, TurnLease lease, long now)
    {
        if (lease.StatusAt(now) != LeaseStatus.Alive)
            return;

        if (!lease.Queued)
            _expiries.Add(id, lease.Fact.ExpiresAtMs, now);
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
        Expire(id, lease, now);
    }

    private void Expire(LeaseId id, TurnLease lease, long now)
    {
        lease.EndedAt = now;
        _expired.Enqueue((id, now + _remember));
    }

    private void Release(TurnLease lease)
    {
        lease.Reserves = false;
        Reserve(lease.Fact, -1);
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
        var model = usage.ForModel(fact.Model);
        usage.Whole.OpenLeases += by;
        model.OpenLeases += by;
        Reserve(usage.Whole, fact, by);
        Reserve(model, fact, by);
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
