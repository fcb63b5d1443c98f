using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using Shouldly;

namespace CodexPooler.Codex.Tests.Turns;

/// <summary>The same over a WebSocket, which 0.98 does without.</summary>
public abstract class SocketTurnSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ProviderWithWebSockets_UsesOneWhereTheVersionCan(string version)
    {
        var run = await Sandbox(version, settings => settings with { WebSockets = true }).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        var turns = await TurnsAsync();
        var served = turns.Where(row => !row.Prewarm).ShouldHaveSingleItem();
        served.Transport.ShouldBe(Can(version).WebSockets ? "websocket" : "http");
        turns.Count(row => row.Prewarm).ShouldBe(Can(version).WebSockets ? 1 : 0);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ToolCallOverWebSocket_GoesOnFromThePreviousResponse(string version)
    {
        var sandbox = Sandbox(version, settings => settings with { WebSockets = true });

        var run = await sandbox.ExecAsync(ToolPrompt.Of("echo done-by-tool"));

        run.ExitCode.ShouldBe(0, run.Transcript);
        var turns = (await TurnsAsync()).Where(row => !row.Prewarm).ToList();
        turns.Count.ShouldBe(2);
        turns[1].PreviousResponseId.ShouldBe(Can(version).WebSockets ? turns[0].ResponseId : null);
        if (Can(version).WebSockets) turns[1].ConnectionId.ShouldBe(turns[0].ConnectionId);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task AppServer_TwoTurnsOnOneSocket_SendOnlyWhatIsNew(string version)
    {
        var sandbox = Sandbox(version, settings => settings with { WebSockets = true });
        await using var server = await CodexAppServer.StartAsync(sandbox);
        var thread = await server.StartThreadAsync(sandbox);

        await server.TurnAsync(thread, "One.");
        await server.TurnAsync(thread, "Two.");

        server.Answers.Count().ShouldBe(2);
        var turns = (await TurnsAsync()).Where(row => !row.Prewarm).ToList();
        turns.Count.ShouldBe(2);
        turns[1].PreviousResponseId.ShouldBe(Can(version).WebSockets ? turns[0].ResponseId : null);
    }

    private async Task<IReadOnlyList<LedgerRow>> TurnsAsync() => await Simulator.LedgerAsync("responses");
}
