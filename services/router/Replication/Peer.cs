namespace CodexPooler.Routing.Replication;

internal sealed class Peer(string origin)
{
    public string Origin => origin;

    /// <summary>The newest of its batches that we hold without a gap before it.</summary>
    public long Sequence { get; set; }

    /// <summary>The newest of our batches that it says it holds.</summary>
    public long HeardOfUs { get; set; }

    public long HeardAt { get; set; }

    /// <summary>It holds what keys had used before the routers started.</summary>
    public bool KnowsUsage { get; set; }
}
