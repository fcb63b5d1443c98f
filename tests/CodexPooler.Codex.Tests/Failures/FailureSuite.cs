using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Failures;

/// <summary>What the user sees when the one account behind the system under test fails.</summary>
public abstract class FailureSuite : CodexSuite
{
    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_UsageLimitReached_FailsAtOnceAndSaysSo(string version)
    {
        await Simulator.FaultAsync(UsageLimit, times: 0);

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(1);
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_StreamCutMidEvent_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { cut_after_events = 4, cut_mid_event = true });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Answers.ShouldHaveSingleItem();
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(2);
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_ServerErrorThenHealthy_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { status = 500, body = new { error = new { message = "out of order" } } });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Status).ShouldBe([500, 200]);
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_FailedInsideTheStream_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { stream_error = new { kind = "failed", code = "server_error", after_events = 2 } });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Outcome).ShouldBe([Outcomes.Failed, Outcomes.Completed]);
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_BadRequest_FailsAtOnceWithTheReason(string version)
    {
        await Simulator.FaultAsync(new { status = 400, body = new { detail = "The reason is here" } }, times: 0);

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("The reason is here");
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(1);
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
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
    [MemberData(nameof(Versions))]
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
    [MemberData(nameof(Versions))]
    public async Task Exec_UpgradeRefusedWithUsageLimit_FailsAndSaysSo(string version)
    {
        await Simulator.FaultAsync(UsageLimit, route: "responses.handshake", times: 0);
        await Simulator.FaultAsync(UsageLimit, times: 0);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
    }

    [CodexTheory]
    [MemberData(nameof(Versions))]
    public async Task Exec_UsageLimitInAFrame_FailsAndSaysSo(string version)
    {
        var error = new { kind = "error", type = "usage_limit_reached", code = "usage_limit_reached", status = 429, with_resets = true };
        await Simulator.FaultAsync(new { stream_error = error }, transport: "websocket", nth: 2, times: 0);
        await Simulator.FaultAsync(UsageLimit, transport: "http", times: 0);

        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
    }

    private static object UsageLimit { get; } = new
    {
        status = 429,
        body = new
        {
            error = new
            {
                type = "usage_limit_reached",
                message = "The usage limit has been reached",
                plan_type = "plus",
                resets_at = DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds(),
                resets_in_seconds = 10_800,
            },
        },
    };
}
