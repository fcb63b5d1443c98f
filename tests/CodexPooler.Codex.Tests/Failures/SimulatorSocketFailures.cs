using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using Shouldly;

namespace CodexPooler.Codex.Tests.Failures;

public sealed class SimulatorSocketFailures : SocketFailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();

    /// <summary>A gateway has taken the client's upgrade before it asks an account's backend for one: a 426 from there
    /// reaches the client as an error of its first turn, not as a refused upgrade.</summary>
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
}
