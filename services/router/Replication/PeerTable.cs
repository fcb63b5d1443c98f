using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Limits;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// Who else routes, how far we have heard them and they us. While our connection to the broker works, silence means a peer is
/// gone; while it does not, nothing can be told from silence, so everybody known keeps their share of the limits.
/// </summary>
internal sealed class PeerTable(ReplicationOptions options, string self)
{
    private readonly Dictionary<string, Peer> _peers = [];

    public int Count => _peers.Count;

    public bool Connected { get; private set; }

    public bool KnowUsage => _peers.Values.Any(p => p.KnowsUsage);

    public void Connect(bool connected, long now)
    {
        Connected = connected;
        // While we were away nobody could be heard: their silence begins now.
        foreach (var peer in _peers.Values)
            peer.HeardAt = now;
    }

    /// <summary>True when the batch shows that an earlier one never came.</summary>
    public bool Note(FactBatch batch, long now)
    {
        if (batch.Leaving)
        {
            _peers.Remove(batch.Origin);
            return false;
        }

        if (!_peers.TryGetValue(batch.Origin, out var peer))
            peer = _peers[batch.Origin] = new Peer(batch.Origin);
        peer.HeardAt = now;
        peer.KnowsUsage |= batch.KnowsUsage;
        foreach (var heard in batch.Heard)
        {
            if (heard.Origin == self)
                peer.HeardOfUs = Math.Max(peer.HeardOfUs, heard.Sequence);
        }

        // A snapshot holds all that its sender knew when it was at this sequence.
        if (batch.Snapshot)
        {
            peer.Sequence = Math.Max(peer.Sequence, batch.Sequence);
            return false;
        }

        var expected = batch.Facts.Count > 0 ? batch.Sequence - 1 : batch.Sequence;
        if (peer.Sequence < expected)
            return true;
        peer.Sequence = Math.Max(peer.Sequence, batch.Sequence);
        return false;
    }

    /// <summary>All that are known say that they hold our batches up to this one.</summary>
    public bool HeardByAll(long sequence) => _peers.Values.All(p => p.HeardOfUs >= sequence);

    public Spread Spread(long sequence)
    {
        var spread = new Spread { Alone = _peers.Count == 0 };
        foreach (var peer in _peers.Values.OrderBy(p => p.Origin, StringComparer.Ordinal))
            (peer.HeardOfUs >= sequence ? spread.Confirmed : spread.Waiting).Add(peer.Origin);
        return spread;
    }

    public IEnumerable<string> Origins() => _peers.Keys;

    public void Forget(long now)
    {
        if (!Connected)
            return;
        var since = now - (long)options.ForgetAfter.TotalMilliseconds;
        foreach (var peer in _peers.Values.ToList())
        {
            if (peer.HeardAt < since)
                _peers.Remove(peer.Origin);
        }
    }

    public IEnumerable<Heard> Heard() => _peers.Values.Select(p => new Heard { Origin = p.Origin, Sequence = p.Sequence });

    public LimitShares Shares(long sequence)
    {
        var replicas = 1 + _peers.Count;
        if (!Connected)
            replicas = Math.Max(replicas, options.ExpectedReplicas);
        var heardByAll = _peers.Count == 0 && Connected ? long.MaxValue : long.MinValue;
        if (_peers.Count > 0)
            heardByAll = _peers.Values.Min(p => p.HeardOfUs);
        return new LimitShares(replicas, sequence + 1, heardByAll);
    }

    public IEnumerable<LiveReplica> Live(long now) => _peers.Values.Select(p => new LiveReplica
    {
        Origin = p.Origin,
        Sequence = p.Sequence,
        HeardAgoMs = now - p.HeardAt,
        SharesLimits = true,
    });
}
