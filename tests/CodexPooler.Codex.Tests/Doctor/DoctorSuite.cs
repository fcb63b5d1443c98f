using System.Text.Json;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary><c>codex doctor</c>: what a user runs first when a gateway does not work.</summary>
public abstract class DoctorSuite : CodexSuite
{
    /// <summary>A provider with requires_openai_auth makes 0.145 ask whether ChatGPT is there, whoever is signed in.</summary>
    protected override IReadOnlyDictionary<string, Uri> ServedHosts => new Dictionary<string, Uri>
    {
        ["api.openai.com"] = Simulator.BaseAddress,
        ["chatgpt.com"] = Simulator.BaseAddress,
    };

    [CodexTheory]
    [CodexVersions]
    public async Task Doctor_NetworkOnly_FindsTheProviderReachableWhereTheVersionHasIt(string version)
    {
        string[] command = Can(version).DoctorNetworkOnly ? ["doctor", "--json", "--network-only"] : ["doctor", "--json"];
        var run = await Sandbox(version, settings => settings with { WebSockets = true }).RunAsync(command);

        if (!Can(version).Doctor)
        {
            run.Output.ShouldNotStartWith("{");
            return;
        }
        using var report = JsonDocument.Parse(run.Output);
        var checks = report.RootElement.GetProperty("checks").EnumerateObject()
            .ToDictionary(check => check.Name, check => check.Value.GetProperty("status").GetString());
        checks["network.provider_reachability"].ShouldBe("ok", run.Transcript);
        checks["network.websocket_reachability"].ShouldBe("ok", run.Transcript);
    }
}
