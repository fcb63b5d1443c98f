using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Turns;

public sealed class SimulatorTurns : TurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();

    /// <summary>Over HTTP from headers, over a socket from codex.rate_limits. A gateway shows its own limits instead.</summary>
    [CodexTheory]
    [CodexVersions]
    public async Task AppServer_Turn_TellsTheWindowsOfTheAccount(string version)
    {
        var windows = new[]
        {
            new { slot = "primary", minutes = 300, tokens = 1_000_000, used_tokens = 420_000 },
            new { slot = "secondary", minutes = 10_080, tokens = 10_000_000, used_tokens = 7_000_000 },
        };
        var created = await Simulator.SendAsync(HttpMethod.Post, "accounts", new { id = "acct-burnt", quota = new { windows } });
        var key = created.GetProperty("access_token").GetString();

        foreach (var webSockets in new[] { false, true })
        {
            var sandbox = Sandbox(version, settings => settings with { ApiKey = key, WebSockets = webSockets });
            await using var server = await CodexAppServer.StartAsync(sandbox);
            await server.TurnAsync(await server.StartThreadAsync(sandbox), "Say something.");

            var update = server.Seen.Last(message => (string?)message["method"] == "account/rateLimits/updated");
            var told = update["params"]!["rateLimits"]!;
            ((double)told["primary"]!["usedPercent"]!).ShouldBeInRange(42, 46);
            ((int)told["primary"]!["windowDurationMins"]!).ShouldBe(300);
            ((double)told["secondary"]!["usedPercent"]!).ShouldBeInRange(70, 71);
            ((long)told["primary"]!["resetsAt"]! - DateTimeOffset.UtcNow.ToUnixTimeSeconds()).ShouldBeInRange(17_800, 18_000);
        }
    }
}
