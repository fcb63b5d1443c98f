namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>What really followed from a fault.</summary>
public sealed record RowResult(string Sees, string Tried, string Settled);
