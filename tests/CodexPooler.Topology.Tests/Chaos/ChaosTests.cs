using System.Text.RegularExpressions;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Testing.Ledgers;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>
/// Mixed load over a whole installation while its parts are killed and started again in turn. The simulator, which is never
/// struck, is the judge: of what was cut, and of what has to be in the ledger.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed partial class ChaosTests(ITestOutputHelper output)
{
    private static readonly ChaosPlan Plan = ChaosPlan.Current;
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMinutes(1);

    [TopologyFact]
    public async Task Load_WhileEveryPartIsKilledInTurn_FailsOnlyWhatTheBackendCutAndCountsEverythingOnce()
    {
        await using var rig = await ChaosRig.StartAsync();
        using var ending = new CancellationTokenSource();
        var tally = new ChaosTally();
        var cuts = new UpstreamCuts(rig.Control, rig.Accounts, tally);
        var memory = new MemoryWatch([.. rig.Topology.Services]);
        var aside = Task.WhenAll(cuts.RunAsync(ending.Token), memory.RunAsync(ending.Token));
        await using (var load = new ChaosLoad(rig.Topology, rig.Seats, tally))
        {
            await new Strikes(rig.Topology, rig.Broker, tally, output.WriteLine).RunAsync(Plan);
            await load.EndAsync();
        }

        await ending.CancelAsync();
        await aside;
        output.WriteLine($"{tally}");
        foreach (var (life, _) in memory.Lives(TimeSpan.FromSeconds(20))) output.WriteLine(life);

        tally.Failures.ShouldBeEmpty();
        tally.Complete.ShouldBeGreaterThan(100);
        tally.Cut.ShouldBe(await cuts.CountAsync());
        foreach (var seat in rig.Seats) await rig.Topology.ShouldAgreeAsync(rig.Control, seat, CatchingUp);
        await DrainedAsync(rig);
        memory.Lives(Plan.ShortestLife).Where(life => !life.IsFlat).ShouldBeEmpty();
        await KillEdgeAsync(rig);
    }

    /// <summary>
    /// What holds for a killed edge: its own streams are cut and nobody else's, every turn it had asked the backend for is in the
    /// ledger, and only of those that were open the backend may know more than the ledger does.
    /// </summary>
    private async Task KillEdgeAsync(ChaosRig rig)
    {
        var (began, asked) = (DateTime.UtcNow, await AskedAsync(rig));
        await using var load = new ChaosLoad(rig.Topology, rig.Seats, new ChaosTally());
        await load.Tally.CompletedAsync(load.Sessions).WaitAsync(CatchingUp);
        await rig.Topology.Edge.KillAsync();
        rig.Topology.Edge.Start();
        await rig.Topology.Edge.ReadyAsync();
        await load.Tally.CompletedAsync(load.Sessions).WaitAsync(CatchingUp);
        await load.EndAsync();
        await DrainedAsync(rig);
        output.WriteLine($"Edge killed: {load.Tally}");

        load.Tally.Failures.ShouldBeEmpty();
        load.Tally.Cut.ShouldBeInRange(1, load.Sessions);
        asked = await AskedAsync(rig) - asked;
        IReadOnlyList<Turn> turns = [];
        await Eventually.TrueAsync(
            async () => (turns = await TurnsAsync(rig, began)).Count >= asked,
            () => $"{asked} turns are in the ledger, not {turns.Count}", CatchingUp);
        var untold = 0L;
        foreach (var seat in rig.Seats)
        {
            var (served, told) = await rig.Topology.ReadBothAsync(rig.Control, seat);
            untold += served.Values.Sum(counts => counts.Answers) - told.Values.Sum(counts => counts.Answers);
        }

        var interrupted = turns.Count(turn => turn.Outcome == Outcome.Interrupted);
        output.WriteLine(
            $"{asked} asked of the backend, {turns.Count} in the ledger, {interrupted} interrupted; "
            + $"{untold} that the backend finished are interrupted here");
        interrupted.ShouldBeInRange(1, load.Sessions);
        untold.ShouldBeInRange(0, interrupted);
    }

    private static async Task<int> AskedAsync(ChaosRig rig) =>
        (await rig.Control.LedgerAsync()).Count(row => row.Route is "responses" or "responses.compact");

    private static async Task<IReadOnlyList<Turn>> TurnsAsync(ChaosRig rig, DateTime from)
    {
        var ledger = new Ledger.LedgerClient(rig.Topology.OperatorOf("accounting"));
        var turns = new List<Turn>();
        foreach (var seat in rig.Seats)
        {
            var window = new Window { From = from.ToTimestamp(), To = from.AddHours(1).ToTimestamp() };
            var request = new ListTurnsRequest { PoolId = seat.PoolId, Window = window, PageSize = 500 };
            do
            {
                var page = await ledger.ListTurnsAsync(request);
                turns.AddRange(page.Turns);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
        }

        return turns;
    }

    private static async Task DrainedAsync(ChaosRig rig)
    {
        var waiting = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var metrics = await rig.Topology.Edge.Http.GetStringAsync("/metrics");
                waiting = SpoolBytes().Match(metrics).Groups[1].Value;
                return waiting == "0";
            },
            () => $"the spool is drained, not {waiting} bytes full", CatchingUp);
    }

    [GeneratedRegex(@"^codexpooler_edge_spool_bytes(?:\{[^}]*\})? (\S+)$", RegexOptions.Multiline)]
    private static partial Regex SpoolBytes();
}
