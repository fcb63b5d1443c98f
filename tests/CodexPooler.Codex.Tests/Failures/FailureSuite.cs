using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Failures;

/// <summary>What the user sees when the one account behind the system under test fails.</summary>
public abstract class FailureSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_UsageLimitReached_FailsAtOnceAndSaysSo(string version)
    {
        await Simulator.FaultAsync(UsageLimit.Answer, times: 0);

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("usage limit");
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(1);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_StreamCutMidEvent_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { cut_after_events = 4, cut_mid_event = true });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Answers.ShouldHaveSingleItem();
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(2);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ServerErrorThenHealthy_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { status = 500, body = new { error = new { message = "out of order" } } });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Status).ShouldBe([500, 200]);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_FailedInsideTheStream_IsRetriedAndAnswered(string version)
    {
        await Simulator.FaultAsync(new { stream_error = new { kind = "failed", code = "server_error", after_events = 2 } });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Outcome).ShouldBe([Outcomes.Failed, Outcomes.Completed]);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_BadRequest_FailsAtOnceWithTheReason(string version)
    {
        await Simulator.FaultAsync(new { status = 400, body = new { detail = "The reason is here" } }, times: 0);

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain("The reason is here");
        (await Simulator.LedgerAsync("responses")).Count.ShouldBe(1);
    }
}
