using System.Text.Json;
using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

public sealed class ExitCodeTests
{
    private static readonly Dictionary<string, string> Nowhere = new() { ["CODEX_POOLER_DATA"] = "/nonexistent" };

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "nonsense")]
    [InlineData(2, "pool", "create")]
    [InlineData(2, "pool", "create", "team", "--strategy", "luck")]
    [InlineData(6, "pool", "list")]
    [InlineData(5, "pool", "list", "--server", "http://127.0.0.1:9")]
    [InlineData(6, "pool", "list", "--server", "http://127.0.0.1:9", "--token", "x")]
    [InlineData(2, "pool", "list", "--server", "nowhere", "--token", "x")]
    public async Task Run_WithoutAServer_EndsAs(int code, params string[] arguments)
    {
        await using var process = PoolerProcess.Start(Nowhere, arguments);

        (await process.EndAsync()).ShouldEnd(code);
    }

    [Fact]
    public async Task Help_Root_SaysFirstStepsAndExitCodes()
    {
        await using var process = PoolerProcess.Start(Nowhere, "--help");

        var help = (await process.EndAsync()).Output;

        help.ShouldContain("pooler account link --pool team");
        help.ShouldContain("Exit codes: 0 done");
    }

    [Fact]
    public async Task Run_Refusals_EachItsOwnCode()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team-a");
        await scene.RunAsync("pool", "create", "team-b");

        (await scene.RunAsync("pool", "show", "nobody")).ShouldEnd(3).Errors.ShouldContain("pooler pool list");
        (await scene.RunAsync("pool", "show", "team")).ShouldEnd(3).Errors.ShouldContain("fits several");
        (await scene.RunAsync("pool", "edit", "team-a")).ShouldEnd(2).Errors.ShouldContain("Nothing to change");
        (await scene.RunAsync("key", "create", "team-a", "x", "--expires", "soon")).ShouldEnd(2);
        (await scene.RunAsync("pool", "create", "team-a")).ShouldEnd(4).Errors.ShouldContain("slug: 'team-a' is taken");
        var error = (await scene.RunAsync("pool", "create", "TEAM", "--ring-size", "1000", "--json")).ShouldEnd(4).Errors;
        var fields = JsonDocument.Parse(error).RootElement.GetProperty("error").GetProperty("fields");
        fields.EnumerateObject().Select(field => field.Name).ShouldBe(["slug", "ring_size"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _pooler pooler")]
    [InlineData("zsh", "compdef _pooler pooler")]
    [InlineData("fish", "complete -c pooler")]
    public async Task Completion_EachShell_Script(string shell, string line)
    {
        await using var process = PoolerProcess.Start(Nowhere, "completion", shell);

        (await process.EndAsync()).ShouldEnd(0).Output.ShouldContain(line);
    }

    [Fact]
    public async Task Suggest_HalfACommand_OffersTheRest()
    {
        await using var process = PoolerProcess.Start(Nowhere, "[suggest:15]", "pooler account ");

        var words = (await process.EndAsync()).ShouldEnd(0).Output.Split('\n', StringSplitOptions.TrimEntries);

        words.ShouldContain("link");
        words.ShouldContain("import");
    }
}
