namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>What really followed from a fault.</summary>
public sealed record RowResult(string Sees, string Tried, string Settled)
{
    /// <summary>Why the router chose whom it chose, for whoever has to find out; no row says it.</summary>
    public string Because { get; init; } = "";
}
