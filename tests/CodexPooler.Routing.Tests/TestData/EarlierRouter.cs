namespace CodexPooler.Routing.Tests.TestData;

/// <summary>
/// What an earlier router made of the leases it heard of: it kept each whole, closed ones too, by the opening that stands, the
/// latest expiry and the earliest close. What was over for two minutes it did not take.
/// </summary>
internal sealed class EarlierRouter(string name, TimeProvider time)
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(ulong High, ulong Low, int Attempt), EarlierLease> _leases = [];
    private long _sequence;

    public IEnumerable<EarlierLease> Open => _leases.Values.Where(lease => lease.ClosedAtMs == 0);

    public IEnumerable<EarlierLease> Closed => _leases.Values.Where(lease => lease.ClosedAtMs != 0);

    /// <summary>A batch that tells it, as it goes out to all.</summary>
    public byte[] Say(EarlierLease lease)
    {
        Take(lease);
        return EarlierWire.Batch(name, ++_sequence, false, [_leases[lease.Id]]);
    }

    public byte[] Snapshot() => EarlierWire.Batch(name, _sequence, true, _leases.Values);

    public EarlierBatch Hear(byte[] bytes)
    {
        var batch = EarlierWire.Read(bytes);
        foreach (var lease in batch.Leases) Take(lease);
        return batch;
    }

    private void Take(EarlierLease heard)
    {
        if (DateTimeOffset.FromUnixTimeMilliseconds(heard.ExpiresAtMs) + Remember <= time.GetUtcNow()) return;
        if (!_leases.TryGetValue(heard.Id, out var held))
        {
            _leases[heard.Id] = heard;
            return;
        }

        // The earlier opening stands, then the lesser origin.
        var order = held.OpenedAtMs.CompareTo(heard.OpenedAtMs);
        if (order == 0) order = string.CompareOrdinal(held.Origin, heard.Origin);
        var opening = order > 0 ? heard : held;
        _leases[heard.Id] = opening with
        {
            ExpiresAtMs = Math.Max(heard.ExpiresAtMs, held.ExpiresAtMs),
            ClosedAtMs = (heard.ClosedAtMs, held.ClosedAtMs) switch
            {
                (0, var closed) => closed,
                (var closed, 0) => closed,
                var (left, right) => Math.Min(left, right),
            },
        };
    }
}
