using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Routes;

/// <summary>One request at the backend: whose it is, its ledger entry and the fault that hits it.</summary>
internal sealed class UpstreamCall(SimulatedRoute route, SimulatedAccount? account, LedgerEntry entry, SimulatorClock clock)
{
    public SimulatedRoute Route => route;

    /// <summary>The account of the bearer token; anonymous routes have none.</summary>
    public SimulatedAccount Account => account ?? throw new InvalidOperationException($"Route {route.Name} is anonymous.");

    public LedgerEntry Entry => entry;

    public FaultRule? Fault { get; set; }

    public FaultEffect? Effect => Fault?.Effect;

    /// <summary>Now, as this call's backend believes; a clock_skew fault shifts it.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + TimeSpan.FromSeconds(Effect?.ClockSkewSeconds ?? 0);
}
