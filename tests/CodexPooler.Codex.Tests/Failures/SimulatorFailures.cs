using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Failures;

public sealed class SimulatorFailures : FailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();

    /// <summary>A real exhausted account, without any fault armed.</summary>
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AccountWhoseWindowIsFull_FailsWithTheUsageLimit(string version)
    {
        var windows = new[] { new { slot = "primary", minutes = 300, tokens = 1000, used_tokens = 1000 } };
        var created = await Simulator.SendAsync(
            HttpMethod.Post, "accounts", new { id = "acct-full", quota = new { windows } });
        var key = created.GetProperty("access_token").GetString();

        foreach (var webSockets in new[] { false, true })
        {
            var sandbox = Sandbox(version, settings => settings with { ApiKey = key, WebSockets = webSockets });
            var run = await sandbox.ExecAsync("Say something.");
            run.ExitCode.ShouldBe(1, run.Transcript);
            run.Complaints[^1].ShouldContain("usage limit");
        }
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_TooManyRequestsWithRetryAfter_IsRetriedWhereTheVersionCan(string version)
    {
        await Simulator.FaultAsync(new
        {
            status = 429,
            headers = new Dictionary<string, string> { ["retry-after"] = "1" },
            body = new { error = new { message = "slow down" } },
        });

        var run = await Sandbox(version).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(Can(version).RetriesAfter429 ? 0 : 1, run.Transcript);
    }
}
