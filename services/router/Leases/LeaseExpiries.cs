namespace CodexPooler.Routing.Leases;

/// <summary>
/// Which leases are due to be looked at. Most turns are over within a second: only a lease that outlives it is put in order of
/// its end, which costs more than the rest of a lease's accounting.
/// </summary>
internal sealed class LeaseExpiries
{
    private const long Young = 1000;

    private readonly Queue<(LeaseId Id, long Until)> _young = new();
    private readonly PriorityQueue<LeaseId, long> _ordered = new();

    public void Add(LeaseId id, long expiry, long now)
    {
        if (expiry <= now + Young)
            _ordered.Enqueue(id, expiry);
        else
            _young.Enqueue((id, now + Young));
    }

    public void AddGrown(LeaseId id, long expiry) => _ordered.Enqueue(id, expiry);

    /// <summary>The next that is not young any more.</summary>
    public bool TryTakeGrown(long now, out LeaseId id)
    {
        // One that is young for longer than can be: the clock was set back.
        var found = _young.TryPeek(out var oldest) && (oldest.Until <= now || oldest.Until > now + Young);
        id = oldest.Id;
        if (found)
            _young.Dequeue();
        return found;
    }

    public bool TryTakeDue(long now, out LeaseId id)
    {
        if (!_ordered.TryPeek(out id, out var expiry) || expiry > now)
            return false;
        _ordered.Dequeue();
        return true;
    }
}
