using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Continuity;

/// <summary>Which account owns which conversation, file or turn. The last writer wins; nothing outlives its expiry.</summary>
internal sealed class PinTable(int capacity)
{
    private readonly Dictionary<PinKey, PinFact> _pins = [];
    private readonly PriorityQueue<PinKey, long> _expiries = new();

    public int Count => _pins.Count;

    public IEnumerable<PinFact> All => _pins.Values;

    /// <summary>Order-free and kept up to date: comparing two replicas must not walk a hundred thousand pins.</summary>
    public ulong Digest { get; private set; }

    public bool Apply(PinFact fact, long now)
    {
        if (fact.ExpiresAtMs <= now)
            return false;

        var key = PinKey.Of(fact);
        if (_pins.TryGetValue(key, out var held))
        {
            if (!FactOrder.Newer(fact, held))
                return false;
            Digest ^= FactDigest.Of(held);
        }
        else
        {
            _expiries.Enqueue(key, fact.ExpiresAtMs);
        }

        _pins[key] = fact;
        Digest ^= FactDigest.Of(fact);
        if (_pins.Count > capacity)
            RemoveSoonestExpiring();
        return true;
    }

    public PinFact? Find(PinKey key, long now) =>
        _pins.TryGetValue(key, out var pin) && pin.ExpiresAtMs > now ? pin : null;

    public void Sweep(long now)
    {
        while (_expiries.TryPeek(out _, out var expiry) && expiry <= now)
            RemoveSoonestExpiring();
    }

    // A pin renewed since it was queued goes back into the queue under its new expiry: no queue entry per renewal.
    private void RemoveSoonestExpiring()
    {
        while (_expiries.TryDequeue(out var key, out var expiry))
        {
            if (!_pins.TryGetValue(key, out var pin))
                continue;
            if (pin.ExpiresAtMs > expiry)
            {
                _expiries.Enqueue(key, pin.ExpiresAtMs);
                return;
            }

            _pins.Remove(key);
            Digest ^= FactDigest.Of(pin);
            return;
        }
    }
}
