using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Simulated;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>The backend itself cuts an answer off every now and then: the only turns that may fail.</summary>
internal sealed class UpstreamCuts(SimulatorControl simulator, IReadOnlyList<string> accounts, ChaosTally tally)
{
    private const int Every = 30;

    public async Task RunAsync(CancellationToken ending)
    {
        var random = new Random(5);
        while (true)
        {
            await tally.CompletedAsync(Every, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested) break;
            await simulator.SendAsync(HttpMethod.Post, "faults", new
            {
                account = accounts[random.Next(accounts.Count)],
                route = "responses",
                effect = new { cut_after_events = 8, cut_with_reset = random.Next(2) == 0 },
            });
        }

        await simulator.SendAsync(HttpMethod.Delete, "faults");
    }

    public async Task<int> CountAsync() =>
        (await simulator.LedgerAsync("responses")).Count(row => row is { Outcome: Outcomes.Fault, ErrorCode: "cut" });
}
