namespace CodexPooler.Simulator.Routes;

/// <summary>Endpoint metadata: the route's name in faults and ledger, and whether it needs an account.</summary>
internal sealed record SimulatedRoute(string Name, bool Anonymous)
{
    /// <summary>The handler asks the fault script itself, once it knows the model.</summary>
    public bool OwnFaults { get; init; }
}
