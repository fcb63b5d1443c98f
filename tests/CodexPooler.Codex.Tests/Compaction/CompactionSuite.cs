using CodexPooler.Codex.Tests.Turns;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Compaction;

/// <summary>Remote compaction: a turn ending in compaction_trigger, or POST responses/compact in older versions.</summary>
public abstract class CompactionSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task AppServer_CompactOnRequest_ShortensWhatTheNextTurnSends(string version)
    {
        var sandbox = Sandbox(version);
        await using var server = await CodexAppServer.StartAsync(sandbox);
        var thread = await server.StartThreadAsync(sandbox);
        await server.TurnAsync(thread, LongAnswer);

        var compacted = await server.CompactAsync(thread);
        var after = await server.TurnAsync(thread, "Go on.");

        compacted["status"]!.GetValue<string>().ShouldBe("completed");
        after["status"]!.GetValue<string>().ShouldBe("completed");
        await AssertCompactedAsync(version);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task AppServer_CompactOverWebSocket_GoesTheSameWay(string version)
    {
        var sandbox = Sandbox(version, settings => settings with { WebSockets = true });
        await using var server = await CodexAppServer.StartAsync(sandbox);
        var thread = await server.StartThreadAsync(sandbox);
        await server.TurnAsync(thread, LongAnswer);

        await server.CompactAsync(thread);
        var after = await server.TurnAsync(thread, "Go on.");

        after["status"]!.GetValue<string>().ShouldBe("completed");
        await AssertCompactedAsync(version);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AboveTheTokenLimit_CompactsByItselfOnResume(string version)
    {
        var sandbox = Sandbox(version, settings => settings with { AutoCompactTokenLimit = 3000 });
        var first = await sandbox.ExecAsync(LongAnswer);
        first.ExitCode.ShouldBe(0, first.Transcript);

        var second = await sandbox.ResumeAsync(first.ThreadId, "Go on.");

        second.ExitCode.ShouldBe(0, second.Transcript);
        second.LastAnswer.ShouldNotBeNullOrEmpty();
        var rows = await Simulator.LedgerAsync();
        rows.Count(row => row.Compaction && row.Outcome == Outcomes.Completed).ShouldBeGreaterThan(0);
    }

    /// <summary>After the tool call the client compacts, and the same turn goes on.</summary>
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AboveTheTokenLimitAfterAToolCall_CompactsInTheMiddleOfTheTurn(string version)
    {
        var sandbox = Sandbox(version, settings => settings with { AutoCompactTokenLimit = 3000 });

        var run = await sandbox.ExecAsync(ToolPrompt.Of("echo done-by-tool"));

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        var rows = (await Simulator.LedgerAsync()).Where(row => row.Route is "responses" or "responses.compact").ToList();
        rows.Select(row => row.Compaction).ShouldBe([false, true, false]);
        rows.ShouldAllBe(row => row.Outcome == Outcomes.Completed);
    }

    // What the user said survives a compaction; what the model said is what it shortens.
    private const string LongAnswer = "TOKENS:6000END";

    private async Task AssertCompactedAsync(string version)
    {
        var rows = await Simulator.LedgerAsync();
        var compaction = rows.Where(row => row.Compaction).ShouldHaveSingleItem();
        compaction.Outcome.ShouldBe(Outcomes.Completed);
        compaction.Route.ShouldBe(Can(version).CompactionTrigger ? "responses" : "responses.compact");
        var turns = rows.Where(row => row is { Compaction: false, Prewarm: false, Route: "responses" }).ToList();
        turns.Count.ShouldBe(2);
        turns[1].Usage!.Value.Input.ShouldBeLessThan(
            turns[0].Usage!.Value.Total, "the answer went along although it was compacted");
    }
}
