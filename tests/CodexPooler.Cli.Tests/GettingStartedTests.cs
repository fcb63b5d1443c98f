using System.Text.RegularExpressions;
using CodexPooler.Cli.Tests.TestData;
using CodexPooler.Testing;
using CodexPooler.Testing.Codex;

namespace CodexPooler.Cli.Tests;

/// <summary>The first-time operator's page, carried out word for word, with the real Codex CLI.</summary>
public sealed partial class GettingStartedTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "getting-started.md"));

    [CodexFact]
    public async Task GettingStarted_EveryCommand_PrintsWhatThePageSays()
    {
        await using var terminal = new Terminal();
        var steps = Transcript.Read(Page);
        steps.Count.ShouldBe(12);
        foreach (var step in steps.Where(step => !step.Command.StartsWith("alias ", StringComparison.Ordinal)))
        {
            var command = terminal.Start(step.Command);
            if (step.Command.StartsWith("dotnet run", StringComparison.Ordinal))
                await Terminal.ReadyAsync(command, step.Expected[^1]);
            else if (step.Command.StartsWith("pooler account link", StringComparison.Ordinal)) await ApproveAsync(terminal,
                command);

            var output = step.Command.StartsWith("dotnet run", StringComparison.Ordinal)
                ? command.Output
                : await command.EndAsync();
            if (Key().Match(output) is { Success: true } key) terminal.Remember("sk-cxp-<key>", key.Value);
            // The system's log goes to the same terminal; the page leaves it out.
            var lines = output.Split('\n').Where(line => !line.StartsWith('{'));
            Transcript.Normalise(lines).ShouldBe(step.Expected, step.Command);
        }
    }

    private static async Task ApproveAsync(Terminal terminal, RunningCommand command)
    {
        await Terminal.ReadyAsync(command, "Sign in there");
        var page = Line("Open", command.Output);
        using var browser = new HttpClient();
        var answer = await browser.GetStringAsync(
            terminal.Real($"{page}?user_code={Line("Type", command.Output)}&account=acct-pro"));
        answer.ShouldContain("Signed in");
    }

    private static string Line(string word, string output) =>
        Instruction().Matches(output).First(match => match.Groups[1].Value == word).Groups[2].Value;

    [GeneratedRegex("sk-cxp-[0-9a-f]{12}-[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    [GeneratedRegex(@"(Open|Type)\s+(\S+)")]
    private static partial Regex Instruction();
}
