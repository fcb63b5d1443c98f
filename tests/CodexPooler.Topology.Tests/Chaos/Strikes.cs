using System.Diagnostics;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>
/// Kills one part after the other and starts it again. The edge is asked to leave instead, as every orchestrator does: killed, it
/// takes its own streams with it.
/// </summary>
internal sealed class Strikes(DistributedTopology topology, RabbitMqServer broker, ChaosTally tally, Action<string> tell)
{
    // So many turns meet what is away: half of the sessions, so that also those that wait for it to come back have been enough.
    private const int Away = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Whole rounds until the time is up.</summary>
    public async Task RunAsync(ChaosPlan plan)
    {
        do
        {
            foreach (var (name, strike) in All())
            {
                await tally.CompletedAsync(plan.Calm).WaitAsync(Patience);
                var began = _clock.Elapsed;
                await strike();
                tell($"{began.TotalSeconds,6:0.0} s: {name}, back after {(_clock.Elapsed - began).TotalSeconds:0.0} s");
            }
        }
        while (_clock.Elapsed < plan.Duration);
    }

    private IEnumerable<(string Name, Func<Task> Strike)> All()
    {
        yield return ("router killed", () => KillAsync(topology.Router));
        yield return ("accounts killed", () => KillAsync(topology.Accounts));
        yield return ("accounting killed", () => KillAsync(topology.Accounting));
        yield return ("broker killed", KillBrokerAsync);
        yield return ("console killed", () => KillAsync(topology.Console));
        yield return ("router's sidecar killed", () => KillAsync(topology.SidecarOf(topology.Router)));
        yield return ("edge drained", DrainEdgeAsync);
    }

    private async Task KillAsync(Member member)
    {
        await member.KillAsync();
        await MetAsync();
        member.Start();
        await member.ReadyAsync();
    }

    private async Task KillBrokerAsync()
    {
        await broker.KillAsync();
        await MetAsync();
        await broker.StartAgainAsync();
    }

    private Task MetAsync() => tally.EndedAsync(Away).WaitAsync(Patience);

    private async Task DrainEdgeAsync()
    {
        await topology.Edge.AskToLeaveAsync();
        var code = await topology.Edge.ExitAsync();
        if (code != 0) throw new InvalidOperationException($"The edge left with {code}.");
        topology.Edge.Start();
        await topology.Edge.ReadyAsync();
    }
}
