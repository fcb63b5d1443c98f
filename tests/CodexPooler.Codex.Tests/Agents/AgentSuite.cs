using System.Diagnostics;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Codex.Tests.Agents;

/// <summary>Turns that the CLI starts beside the user's: a review, an agent's own thread.</summary>
public abstract class AgentSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Review_UncommittedChanges_IsAnswered(string version)
    {
        var sandbox = Sandbox(version);
        await GitAsync(sandbox, "init", "--quiet");
        await File.WriteAllTextAsync(Path.Combine(sandbox.WorkFolder, "new.txt"), "to be reviewed\n");

        var run = await sandbox.RunAsync("exec", "review", "--uncommitted", "--json");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Complaints.ShouldBeEmpty(run.Transcript);
        (await Simulator.LedgerAsync("responses")).ShouldHaveSingleItem().Outcome.ShouldBe(Outcomes.Completed);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task AppServer_AgentSpawned_HasItsOwnThreadOnTheSameKey(string version)
    {
        string[] features = Can(version).AgentFeature is { } feature ? [feature] : [];
        var sandbox = Sandbox(version, settings => settings with { Features = features });
        await using var server = await CodexAppServer.StartAsync(sandbox);

        await server.TurnAsync(await server.StartThreadAsync(sandbox), $"CALL_TOOL:spawn_agent:{Can(version).AgentTask}END");

        // The parent's call, its answer after the tool's output, and the agent's own turn, which nobody waits for.
        await Eventually.TrueAsync(
            async () => (await Simulator.LedgerAsync("responses")).Count(row => row.Outcome == Outcomes.Completed) >= 3,
            "the agent's turn is served");
        var turns = await Simulator.LedgerAsync("responses");
        turns.Count.ShouldBe(3);
        turns.Select(row => row.Account).Distinct().ShouldHaveSingleItem();
    }

    private static async Task GitAsync(CodexSandbox sandbox, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = sandbox.WorkFolder })!;
        await git.WaitForExitAsync();
        git.ExitCode.ShouldBe(0);
    }
}
