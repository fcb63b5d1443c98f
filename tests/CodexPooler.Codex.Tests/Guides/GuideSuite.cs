using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Documents;
using Shouldly;

namespace CodexPooler.Codex.Tests.Guides;

/// <summary>The configurations of docs/clients for the ways people are signed in; their blocks are used word for word.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class GuideSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task EnvKey_NeverSignedIn_OverHttp_Answers(string version) =>
        await AssertServedAsync(EnvKey(version, "codex-pooler-http", signedIn: false), "http");

    [CodexTheory]
    [CodexVersions]
    public async Task EnvKey_NeverSignedIn_OverWebSocket_Answers(string version) =>
        await AssertServedAsync(
            EnvKey(version, "codex-pooler-ws", signedIn: false), Can(version).WebSockets ? "websocket" : "http");

    /// <summary>The block as it stands. The Pool key serves the turn, whoever is signed in.</summary>
    [CodexTheory]
    [CodexVersions]
    public async Task EnvKey_SignedInWithChatGpt_TheKeyServes(string version)
    {
        var sandbox = EnvKey(version, "codex-pooler-http", signedIn: true);
        var login = await Simulator.SendAsync(HttpMethod.Post, "accounts/acct-pro/auth-json", new { });

        await AssertServedAsync(sandbox.WithAuth(login.GetRawText()), "http");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task AuthCommand_KeyReplacedBetweenTurns_IsAskedAgain(string version)
    {
        var sandbox = EmptySandbox(version);
        var block = Block("codex-app.md", "codex-pooler.auth").Replace("$HOME", sandbox.Home, StringComparison.Ordinal);
        sandbox.WithConfig(Settings.Quiet(block));
        TokenCommand.Install(sandbox.Home, Target.ApiKey);
        if (!Can(version).AuthCommand)
        {
            (await sandbox.ExecAsync("Say something.")).ExitCode.ShouldBe(1, "the capability table is out of date");
            return;
        }

        await using var server = await CodexAppServer.StartAsync(sandbox);
        var thread = await server.StartThreadAsync(sandbox);
        await server.TurnAsync(thread, "One.");
        await ((GatewayTarget)Target).ReplaceKeyAsync();
        TokenCommand.Store(sandbox.Home, Target.ApiKey);
        await server.TurnAsync(thread, "Two.");

        server.Answers.Count().ShouldBe(2);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Outcome).ShouldBe([Outcomes.Completed, Outcomes.Completed]);
    }

    /// <summary>A signed-in CLI asks its own backend for its settings, which no gateway stands before.</summary>
    protected override IReadOnlyDictionary<string, Uri> ServedHosts => new Dictionary<string, Uri>
    {
        ["api.openai.com"] = Simulator.BaseAddress,
        ["chatgpt.com"] = Simulator.BaseAddress,
    };

    private CodexSettings Settings => new(Target.BaseUrl);

    private CodexSandbox EnvKey(string version, string provider, bool signedIn)
    {
        var sandbox = EmptySandbox(version);
        sandbox.Environment[GatewayTarget.KeyVariable] = Target.ApiKey;
        var block = Block("codex-cli.md", provider);
        // The one change that the guide asks of people who never signed in.
        return sandbox.WithConfig(Settings.Quiet(
            signedIn ? block : block.Replace("openai_auth = true", "openai_auth = false", StringComparison.Ordinal)));
    }

    private string Block(string guide, string provider) =>
        ClientGuide.Read(guide).Block("toml", $"[model_providers.{provider}]", new Uri(Target.BaseUrl, "/"));

    private async Task AssertServedAsync(CodexSandbox sandbox, string transport)
    {
        var run = await sandbox.ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        var served = (await Simulator.LedgerAsync("responses")).Where(row => !row.Prewarm).ShouldHaveSingleItem();
        served.Outcome.ShouldBe(Outcomes.Completed);
        served.Transport.ShouldBe(transport);
    }
}
