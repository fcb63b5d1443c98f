namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>One fault of the backend and all that follows from it.</summary>
/// <param name="Name">Unique; also names the test.</param>
/// <param name="Effect">The simulator's effect, JSON, on the account that serves the session.</param>
/// <param name="Sees">What the client gets.</param>
/// <param name="Tried">The accounts in their order, and how often the backend was asked.</param>
/// <param name="Settled">What the ledger holds.</param>
public sealed record FaultRow(string Name, string Effect, string Sees, string Tried, string Settled)
{
    /// <summary>The backend's route the fault hits.</summary>
    public string Route { get; init; } = "responses";

    /// <summary>How many calls of the account the fault hits; 0 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The backend knows usage that it does not tell: the one way in which the ledgers may differ.</summary>
    public bool HidesUsage { get; init; }

    public override string ToString() => Name;
}
