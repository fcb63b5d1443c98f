using System.Runtime.Versioning;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Documents;
using Shouldly;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>The whole <c>codex doctor</c> of a signed-in user, with each known configuration.</summary>
[UnsupportedOSPlatform("windows")]
internal static class KnownDoctor
{
    public static async Task ShouldHaveNothingToSayAsync(Uri gateway, string key, string version)
    {
        await using var releases = await ReleasePage.StartAsync(version);
        await using var outside = OutsideProxy.Start(new Dictionary<string, Uri> { ["api.github.com"] = releases.Address });
        foreach (var configuration in KnownConfigurations.All)
        {
            using var sandbox = new CodexSandbox(CodexVersion.Of(version)).Through(outside);
            sandbox.WithConfig(configuration.At(gateway, sandbox.Home));
            sandbox.WithAuth("""{"auth_mode":"apikey","OPENAI_API_KEY":"sk-own"}""");
            sandbox.Environment[KnownConfigurations.KeyVariable] = key;
            sandbox.Environment["TERM"] = "xterm-256color";
            var installed = TokenCommand.Install(sandbox.Home, key);
            File.Move(installed, Path.Combine(sandbox.Home, KnownConfigurations.Command));

            var run = await sandbox.RunAsync("doctor", "--summary", "--no-color", "--ascii");

            run.ExitCode.ShouldBe(0, run.Transcript);
            run.Output.ShouldContain("0 warn", Case.Sensitive, run.Transcript + string.Join(' ', outside.Refused));
            run.Output.ShouldContain("0 fail", Case.Sensitive, run.Transcript);
        }
    }
}
