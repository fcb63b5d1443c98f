using System.Text.Json;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Turns;

/// <summary>What a user does all day: ask, go on, have a tool run, show a picture.</summary>
public abstract class TurnSuite : CodexSuite
{
    // One white pixel.
    private const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC";

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_OverHttp_AnswersAndTellsTheUsageServed(string version)
    {
        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        var row = (await TurnsAsync()).ShouldHaveSingleItem();
        row.Transport.ShouldBe("http");
        row.Outcome.ShouldBe(Outcomes.Completed);
        run.Usage.GetProperty("input_tokens").GetInt64().ShouldBe(row.Usage!.Value.Input);
        run.Usage.GetProperty("output_tokens").GetInt64().ShouldBe(row.Usage.Value.Output);
        Outside.Refused.ShouldBeEmpty();
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Resume_SecondRun_BringsTheHistoryAlong(string version)
    {
        var sandbox = Sandbox(version);
        var first = await sandbox.ExecAsync("Remember the number seven.");

        var second = await sandbox.ResumeAsync(first.ThreadId, "Which number?");

        second.ExitCode.ShouldBe(0, second.Transcript);
        second.ThreadId.ShouldBe(first.ThreadId);
        var turns = await TurnsAsync();
        turns.Count.ShouldBe(2);
        turns[1].SessionId.ShouldBe(turns[0].SessionId);
        turns[1].Usage!.Value.Input.ShouldBeGreaterThan(turns[0].Usage!.Value.Input);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ToolCall_RunsTheCommandAndAnswersAfterIt(string version)
    {
        var sandbox = Sandbox(version);
        var prompt = ToolPrompt.Of("echo from-the-tool > made.txt; echo done-by-tool");

        var run = await sandbox.ExecAsync(prompt);

        run.ExitCode.ShouldBe(0, run.Transcript);
        File.ReadAllText(Path.Combine(sandbox.WorkFolder, "made.txt")).Trim().ShouldBe("from-the-tool");
        var command = run.Items("command_execution").ShouldHaveSingleItem();
        command.GetProperty("aggregated_output").GetString()!.ShouldContain("done-by-tool");
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        (await TurnsAsync()).Count(row => row.Outcome == Outcomes.Completed).ShouldBe(2);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_Image_ReachesTheModel(string version)
    {
        var sandbox = Sandbox(version);
        await File.WriteAllBytesAsync(Path.Combine(sandbox.WorkFolder, "pixel.png"), Convert.FromBase64String(Png));

        var run = await sandbox.ExecAsync("What is in the picture?", "-i", "pixel.png");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldStartWith("Images seen: image/png");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_OutputSchema_AnswersAnInstanceOfIt(string version)
    {
        var sandbox = Sandbox(version);
        const string schema =
            """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";
        await File.WriteAllTextAsync(Path.Combine(sandbox.WorkFolder, "schema.json"), schema);

        var run = await sandbox.ExecAsync("Which city?", "--output-schema", "schema.json");

        run.ExitCode.ShouldBe(0, run.Transcript);
        using var answer = JsonDocument.Parse(run.LastAnswer);
        answer.RootElement.GetProperty("city").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_CustomToolCall_AppliesThePatchWhereTheVersionOffersIt(string version)
    {
        var sandbox = Sandbox(version);
        const string prompt = "CALL_TOOL:apply_patch:*** Begin Patch\n*** Add File: patched.txt\n+patched\n*** End PatchEND";

        var run = await sandbox.ExecAsync(prompt);

        run.ExitCode.ShouldBe(0, run.Transcript);
        File.Exists(Path.Combine(sandbox.WorkFolder, "patched.txt")).ShouldBe(Can(version).FreeformPatch);
    }

    private async Task<IReadOnlyList<LedgerRow>> TurnsAsync() => await Simulator.LedgerAsync("responses");
}
