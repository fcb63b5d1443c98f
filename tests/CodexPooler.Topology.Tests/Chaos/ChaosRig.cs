using CodexPooler.Simulator;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>
/// Five services with their sidecars, a broker and a backend of one's own, and three teams with two accounts each.
/// </summary>
internal sealed class ChaosRig : IAsyncDisposable
{
    private const int Teams = 3;

    private ChaosRig(SimulatorHost simulator, RabbitMqServer broker, DistributedTopology topology)
    {
        (Simulator, Broker, Topology) = (simulator, broker, topology);
        Control = new SimulatorControl(simulator.BaseAddress);
    }

    public SimulatorHost Simulator { get; }

    public RabbitMqServer Broker { get; }

    public DistributedTopology Topology { get; }

    public SimulatorControl Control { get; }

    public List<Seat> Seats { get; } = [];

    public IReadOnlyList<string> Accounts => [.. Seats.SelectMany(seat => seat.Accounts.Keys)];

    public static async Task<ChaosRig> StartAsync()
    {
        // Slow enough that there is always an answer to cut.
        var simulator = await SimulatorHost.StartAsync(
            options => (options.Port, options.EventsPerSecond) = (0, 40), CancellationToken.None);
        var broker = await RabbitMqServer.StartAsync();
        var topology = await DistributedTopology.StartAsync(
            new Dictionary<string, string>
            {
                ["CODEX_POOLER__Accounts__Issuer__Url"] = simulator.BaseAddress.ToString(),
                ["CODEX_POOLER__Accounts__Linking__UpstreamBase"] = simulator.BaseAddress.ToString(),
                // One node; docs/operations.md tells why.
                ["CODEX_POOLER__Messaging__QuorumQueues"] = "false",
                ["CODEX_POOLER__Messaging__ConfirmTimeout"] = "00:00:03",
            },
            broker);
        var rig = new ChaosRig(simulator, broker, topology);
        for (var team = 0; team < Teams; team++)
        {
            string[] accounts = [$"acct-{team}-a", $"acct-{team}-b"];
            // An enterprise's windows do not fill in half an hour.
            foreach (var id in accounts) await rig.Control.SendAsync(HttpMethod.Post, "accounts", Account(id));
            rig.Seats.Add(await topology.SeatAsync(rig.Control, accounts));
        }

        return rig;
    }

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        await Topology.DisposeAsync();
        await Broker.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private static object Account(string id)
    {
        var windows = new[] { new { slot = "primary", minutes = 300, tokens = 1_000_000_000 } };
        return new { id, plan = "plus", quota = new { windows } };
    }
}
