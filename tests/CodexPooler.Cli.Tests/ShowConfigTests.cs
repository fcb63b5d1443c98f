using System.Text.Json;
using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

/// <summary>
/// What makes these blocks work was measured with the real clients; the edge's tests run the clients with them.
/// </summary>
public sealed class ShowConfigTests
{
    [Fact]
    public async Task ShowConfig_Codex_TheMeasuredBlock()
    {
        (await RunAsync("codex", "--url", "https://pooler.example/")).Output.TrimEnd().ShouldBe(
            """
            model = "gpt-5.5"
            model_provider = "pooler"

            [model_providers.pooler]
            name = "OpenAI"
            base_url = "https://pooler.example/backend-api/codex"
            env_key = "CODEX_POOLER_API_KEY"
            wire_api = "responses"
            supports_websockets = true
            """);
    }

    [Fact]
    public async Task ShowConfig_CodexApp_KeyInTheFile()
    {
        var output = (await RunAsync("codex-app")).Output;

        output.ShouldContain("experimental_bearer_token");
        output.ShouldNotContain("env_key");
    }

    [Fact]
    public async Task ShowConfig_OpenCode_ValidJson()
    {
        var config = (await RunAsync("opencode", "--model", "gpt-5.4")).Json;

        config.GetProperty("provider").GetProperty("openai").GetProperty("options").GetProperty("baseURL").GetString()
            .ShouldBe("http://127.0.0.1:4000/v1");
        config.GetProperty("small_model").GetString().ShouldBe("openai/gpt-5.4");
    }

    [Fact]
    public async Task ShowConfig_AsJson_FileAndContent()
    {
        var answer = (await RunAsync("codex", "--json")).Json;

        answer.GetProperty("file").GetString().ShouldBe("~/.codex/config.toml");
        answer.GetProperty("content").ValueKind.ShouldBe(JsonValueKind.String);
    }

    private static async Task<PoolerRun> RunAsync(params string[] arguments)
    {
        await using var process = PoolerProcess.Start(new Dictionary<string, string>(), ["key", "show-config", .. arguments]);
        return (await process.EndAsync()).ShouldEnd(0);
    }
}
