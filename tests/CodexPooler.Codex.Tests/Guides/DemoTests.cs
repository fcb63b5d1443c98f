using System.Text.Json;
using CodexPooler.Testing;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Topology;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Guides;

/// <summary>What <c>--demo</c> prints, pasted where it says, serves the real CLI from the first moment it is ready.</summary>
public sealed class DemoTests
{
    [CodexFact]
    public async Task Demo_OnceReady_ServesWithWhatItPrints()
    {
        var simulator = FreePort.Next();
        await using var demo = await StandaloneTopology.StartAsync("--demo", "--simulator-port", $"{simulator}");
        var file = Path.Combine(demo.DataFolder, "demo.json");
        using var access = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var key = access.RootElement.GetProperty("api_key").GetString()!;

        demo.Member.Log.ShouldContain($"export CODEX_POOLER_API_KEY={key}");
        demo.Member.Log.ShouldNotContain("First steps");
        access.RootElement.GetProperty("simulator_url").GetString().ShouldBe($"http://127.0.0.1:{simulator}/");
        access.RootElement.GetProperty("base_url").GetString().ShouldBe(demo.Clients.ToString().TrimEnd('/'));
        var blocks = Blocks(demo.Member.Log);
        blocks.Count.ShouldBe(2);
        foreach (var block in blocks) await AssertServesAsync(block, key);

        await demo.Member.RestartAsync();

        using var again = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        again.RootElement.GetProperty("api_key").GetString().ShouldBe(key, "there is an operator now; the demo is still its own");
        await AssertServesAsync(blocks[0], key);
    }

    private static async Task AssertServesAsync(string block, string key)
    {
        await using var outside = OutsideProxy.Start(new Dictionary<string, Uri>());
        using var sandbox = new CodexSandbox(CodexVersion.Current).Through(outside);
        sandbox.WithConfig(block);
        sandbox.Environment["CODEX_POOLER_API_KEY"] = key;

        var run = await sandbox.ExecAsync("SAY:servedEND");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldBe("served");
    }

    /// <summary>From the model to the empty line after the provider.</summary>
    private static List<string> Blocks(string text)
    {
        const string first = "model = \"gpt-5.5\"\n";
        return [.. text.Split(first).Skip(1).Select(rest => first + rest[..End(rest)])];

        static int End(string rest) =>
            rest.IndexOf("\n\n", rest.IndexOf("wire_api", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
