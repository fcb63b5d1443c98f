using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;

namespace CodexPooler.Codex.Tests.Logins;

/// <summary>Base of suites about the issuer. A gateway is none, so that the simulator is their only target.</summary>
public abstract class IssuerSuite : CodexSuite
{
    /// <summary>The browser login of most versions knows no other issuer than its default.</summary>
    protected override IReadOnlyDictionary<string, Uri> ServedHosts => new Dictionary<string, Uri>
    {
        ["auth.openai.com"] = Simulator.BaseAddress,
        ["api.openai.com"] = Simulator.BaseAddress,
        ["chatgpt.com"] = Simulator.BaseAddress,
    };

    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();

    protected CodexSandbox SignedOut(string version) => EmptySandbox(version).With(new CodexSettings(Target.BaseUrl)
    {
        RequiresOpenAiAuth = true,
        ChatGptBaseUrl = new UriBuilder(Simulator.BaseAddress) { Host = "localhost", Path = "/backend-api" }.Uri,
    });

    protected async Task<CodexSandbox> SignedInAsync(string version, int accessTokenSeconds = 3600)
    {
        var file = await Simulator.SendAsync(
            HttpMethod.Post, "accounts/acct-pro/auth-json", new { access_token_seconds = accessTokenSeconds });
        return SignedOut(version).WithAuth(file.GetRawText());
    }
}
