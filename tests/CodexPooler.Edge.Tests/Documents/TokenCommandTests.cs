using System.Diagnostics;
using System.Runtime.Versioning;
using CodexPooler.Testing.Documents;

namespace CodexPooler.Edge.Tests.Documents;

[UnsupportedOSPlatform("windows")]
public sealed class TokenCommandTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _home = Directory.CreateTempSubdirectory("pooler-token-").FullName;

    [Fact]
    public async Task Command_AKeyInAFile_IsPrinted()
    {
        var (code, output, _) = await RunAsync(TokenCommand.Install(_home, "sk-cxp-one"));

        code.ShouldBe(0);
        output.ShouldBe("sk-cxp-one\n");
    }

    [Fact]
    public async Task Command_AFileOthersCanRead_IsRefused()
    {
        var (code, output, errors) = await RunAsync(TokenCommand.Install(_home, "sk-cxp-one", Owner | UnixFileMode.GroupRead));

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain("chmod 600");
        errors.ShouldNotContain("sk-cxp-one");
    }

    [Fact]
    public async Task Command_NoKeyAnywhere_SaysWhereItLooked()
    {
        var (code, output, errors) = await RunAsync(TokenCommand.Install(_home, null));

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldContain("CODEX_POOLER_API_KEY");
    }

    [Theory]
    [InlineData("security", "find-generic-password")]
    [InlineData("secret-tool", "lookup")]
    public async Task Command_AKeyInAKeychain_ComesFirst(string program, string verb)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home, "tools")).FullName;
        var keychain = Path.Combine(folder, program);
        await File.WriteAllTextAsync(keychain, $"#!/bin/sh\n[ \"$1\" = {verb} ] && echo from-{program}\n");
        File.SetUnixFileMode(keychain, Owner | UnixFileMode.UserExecute);

        var (_, output, _) = await RunAsync(TokenCommand.Install(_home, "from-file"), folder);

        output.ShouldBe($"from-{program}\n");
    }

    [Fact]
    public void Command_AsShipped_CanBeRun() =>
        File.GetUnixFileMode(TokenCommand.Source).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string command, string tools = "")
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["HOME"] = _home;
        start.Environment["PATH"] = $"{tools}:/usr/bin:/bin";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }
}
