using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Testing.Time;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>
/// Replicas and the messages between them, which arrive late, in a mixed order, or not at all, as the test wills.
/// </summary>
internal sealed class ReplicaCluster
{
    private readonly List<(ReplicaRig To, FactBatch Batch)> _wire = [];
    private readonly Random _random;

    public ReplicaCluster(int count, DirectoryBuilder directory, int seed)
    {
        _random = new Random(seed);
        Replicas = [.. Enumerable.Range(1, count).Select(i => new ReplicaRig($"r{i}", Time, directory))];
        foreach (var replica in Replicas)
            replica.Replicator.Connect(true);
        Settle();
    }

    public ManualTimeProvider Time { get; } = new();

    public IReadOnlyList<ReplicaRig> Replicas { get; }

    public HashSet<ReplicaRig> CutOff { get; } = [];

    /// <summary>Each replica says what it has to say; nothing arrives yet.</summary>
    public void Speak()
    {
        foreach (var replica in Replicas.Where(r => !CutOff.Contains(r)))
        {
            if (replica.Replicator.Next() is not { } batch)
                continue;
            batch.ReplyTo = replica.Name;
            foreach (var other in Replicas.Where(r => r != replica && !CutOff.Contains(r)))
                _wire.Add((other, batch.Clone()));
        }
    }

    /// <summary>One message arrives: any of those under way.</summary>
    public void DeliverOne()
    {
        if (_wire.Count == 0)
            return;
        var index = _random.Next(_wire.Count);
        var (to, batch) = _wire[index];
        _wire.RemoveAt(index);
        if (CutOff.Contains(to) || !to.Replicator.Hear(batch))
            return;
        var asker = Replicas.Single(r => r.Name == batch.ReplyTo);
        _wire.AddRange(to.Replicator.Snapshot().Select(part => (asker, part)));
    }

    public void Cut(ReplicaRig replica)
    {
        CutOff.Add(replica);
        replica.Replicator.Connect(false);
        _wire.RemoveAll(m => m.To == replica);
    }

    public void Heal()
    {
        foreach (var replica in CutOff.ToList())
        {
            CutOff.Remove(replica);
            replica.Replicator.Connect(true);
        }

        Settle();
    }

    public void Settle()
    {
        for (var round = 0; round < 6; round++)
        {
            Speak();
            while (_wire.Count > 0)
                DeliverOne();
        }
    }

    public IEnumerable<ulong> Digests() => Replicas.Select(r => r.Core.Live("").StateDigest).Distinct();
}
