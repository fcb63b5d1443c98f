using System.Net;
using System.Text.RegularExpressions;
using CodexPooler.Edge.Warmup;
using CodexPooler.Testing.Time;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>The edge's program as an orchestrator starts, asks and stops it.</summary>
public sealed partial class WarmingProgramTests
{
    private const int Endless = 1_000_000;

    [Fact]
    public async Task Program_WarmsUp_IsReadyAndHasNothingToShowForIt()
    {
        await using var edge = new WarmingProgram(turns: 20);
        await edge.Process.ReadyAsync();

        (await edge.HealthAsync()).ShouldBe(ServingStatus.Serving);
        var all = RehearsedKinds.Count(20);
        // The log is written behind what it tells.
        await Eventually.TrueAsync(() => edge.Process.Log.Contains("Warmed up: "), () => edge.Process.Log);
        edge.Process.Log.ShouldContain($"Warmed up: {all} of {all} turns in ");
        edge.Process.Log.ShouldNotContain("rehearsal", Case.Insensitive);
        edge.Process.Log.ShouldNotContain("DefaultHealthCheckService");
        System.IO.Directory.GetDirectories(edge.Spool).ShouldBeEmpty();
        System.IO.Directory.GetFiles(edge.Spool).Where(file => new FileInfo(file).Length > 0).ShouldBeEmpty();
        var metrics = await edge.Process.Http.GetStringAsync("/metrics");
        metrics.ShouldContain("codexpooler_build_info");
        TurnSeries().Matches(metrics).ShouldBeEmpty();
        metrics.ShouldNotContain("rehearsal", Case.Insensitive);

        await edge.Process.AskToLeaveAsync("INT");
        (await edge.Process.ExitAsync()).ShouldBe(0, edge.Process.Log);
    }

    [Fact]
    public async Task Interrupt_WhileItWarms_EndsItAtOnceWithExitCode0()
    {
        await using var edge = new WarmingProgram(Endless);
        var said = "";
        await Eventually.TrueAsync(
            async () => Progress().IsMatch(said = await edge.WhyNotReadyAsync() ?? ""),
            () => said + edge.Process.Log, TimeSpan.FromSeconds(90));

        (await edge.HealthAsync()).ShouldBe(ServingStatus.NotServing);
        (await edge.Process.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        System.IO.Directory.GetDirectories(edge.Spool).ShouldHaveSingleItem();

        await edge.Process.AskToLeaveAsync("INT");
        (await edge.Process.ExitAsync()).ShouldBe(0, edge.Process.Log);
        edge.Process.Log.ShouldNotContain("Edge.Warmup");
        System.IO.Directory.GetDirectories(edge.Spool).ShouldBeEmpty();
    }

    [GeneratedRegex("^codexpooler_edge_(turns|attempts|first_byte|socket_)", RegexOptions.Multiline)]
    private static partial Regex TurnSeries();

    [GeneratedRegex(@"^warming up, [1-9][\d,]* of 3,200,000 turns$")]
    private static partial Regex Progress();
}
