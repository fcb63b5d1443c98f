using CodexPooler.Testing.Codex;
using Shouldly;

namespace CodexPooler.Codex.Tests.Failures;

/// <summary>The same over a WebSocket, where the first request is the prewarm; 0.98 goes by HTTP all the same.</summary>
public abstract class SocketFailureSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_SocketClosedMidTurn_IsResentInFullAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { close_code = 1012, cut_after_events = 3 }, transport: "websocket", nth: 2);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Answers.ShouldHaveSingleItem();
        var turns = (await Simulator.LedgerAsync("responses")).Where(row => !row.Prewarm).ToList();
        turns.Count.ShouldBe(Can(version).WebSockets ? 2 : 1);
        turns[^1].PreviousResponseId.ShouldBeNull();
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_UpgradeRefusedWith426_FallsBackToHttpSilently(string version)
    {
        await Simulator.FaultAsync(new { status = 426 }, route: "responses.handshake", times: 0);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Complaints.ShouldBeEmpty();
        (await Simulator.LedgerAsync("responses")).ShouldHaveSingleItem().Transport.ShouldBe("http");
        (await Simulator.LedgerAsync("responses.handshake")).Any().ShouldBe(Can(version).WebSockets);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_UpgradeRefusedWithUsageLimit_FailsAndSaysSo(string version)
    {
        await Simulator.FaultAsync(UsageLimit.Answer, route: "responses.handshake", times: 0);
        await Simulator.FaultAsync(UsageLimit.Answer, times: 0);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_UsageLimitInAFrame_FailsAndSaysSo(string version)
    {
        const string limit = "usage_limit_reached";
        var error = new { kind = "error", type = limit, code = limit, status = 429, with_resets = true };
        await Simulator.FaultAsync(new { stream_error = error }, transport: "websocket", nth: 2, times: 0);
        await Simulator.FaultAsync(UsageLimit.Answer, transport: "http", times: 0);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ConnectionLimitReached_ReconnectsSilentlyAndIsAnswered(string version)
    {
        var error = new { kind = "error", code = "websocket_connection_limit_reached", status = 400 };
        await Simulator.FaultAsync(new { stream_error = error }, transport: "websocket", nth: 2);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Answers.ShouldHaveSingleItem();
        var turns = (await Simulator.LedgerAsync("responses")).Where(row => !row.Prewarm).ToList();
        turns.Select(row => row.ConnectionId).Distinct().Count().ShouldBe(Can(version).WebSockets ? 2 : 1);
    }
}
