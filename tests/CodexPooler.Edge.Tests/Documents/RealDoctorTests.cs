using System.Runtime.Versioning;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Signposts;
using CodexPooler.Edge.Tests.Doctor;
using CodexPooler.Edge.Tests.Ingress;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Documents;

/// <summary>The real `codex doctor` with the guides' own configuration, against an edge that has nobody behind it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RealDoctorTests
{
    // What the machine's own network says: the installed version is the newest.
    private static readonly string Release =
        $$"""{"tag_name":"rust-v{{CodexVersion.Current}}","name":"{{CodexVersion.Current}}"}""";

    [CodexTheory]
    [InlineData("codex-cli.md", "codex-pooler-ws", true)]
    [InlineData("codex-cli.md", "codex-pooler-http", true)]
    [InlineData("codex-cli.md", "codex-pooler-ws", false)]
    [InlineData("codex-app.md", "codex-pooler.auth", false)]
    public async Task Doctor_WithAGuidesConfiguration_HasNothingToSay(string guide, string provider, bool signedIn)
    {
        await using var server = await IngressServer.StartAsync(TestDirectory.WithKey(), configure: services =>
            services.AddSignposts().AddDoctorAlone().AddSingleton<IEdgeHandler, AcceptingSocket>());
        await using var releases = await EdgeServer.StartAsync(context => context.Response.WriteAsync(Release));
        await using var outside = OutsideProxy.Start(new Dictionary<string, Uri> { ["api.github.com"] = releases.Address });
        using var sandbox = new CodexSandbox(CodexVersion.Current).Through(outside);
        sandbox.WithConfig(ClientGuide.Read(guide).Block("toml", $"[model_providers.{provider}]", server.Address)
            .Replace("$HOME", sandbox.Home, StringComparison.Ordinal)
            .Replace("openai_auth = true", signedIn ? "openai_auth = true" : "openai_auth = false", StringComparison.Ordinal));
        sandbox.Environment["CODEX_POOLER_API_KEY"] = TestDirectory.Key;
        sandbox.Environment["TERM"] = "xterm-256color";
        if (signedIn) sandbox.WithAuth("""{"auth_mode":"apikey","OPENAI_API_KEY":"sk-own"}""");
        TokenCommand.Install(sandbox.Home, TestDirectory.Key);

        await using var process = sandbox.Start("doctor", "--summary", "--no-color", "--ascii");
        var result = await process.EndAsync();

        result.Output.ShouldContain("0 warn", Case.Sensitive, result.Transcript + string.Join(' ', outside.Refused));
        result.Output.ShouldContain("0 fail", Case.Sensitive, result.Transcript);
    }
}
