using System.Text.Json;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Logins;

/// <summary>The CLI's own logins, against the simulated issuer.</summary>
public sealed class LoginTests : IssuerSuite
{
    private string[] DeviceLogin =>
    [
        "login", "--device-auth", "--experimental_issuer", Simulator.BaseAddress.ToString().TrimEnd('/'),
        "--experimental_client-id", "app_pooler_tests",
    ];

    [CodexTheory]
    [CodexVersions]
    public async Task DeviceLogin_ApprovedByTheUser_LeavesTokensThatServeATurn(string version)
    {
        await Simulator.SendAsync(HttpMethod.Put, "oauth", new { device_interval_seconds = 1 });
        var sandbox = SignedOut(version);
        await using var login = sandbox.Start(DeviceLogin);
        var userCode = Printed.UserCode(await login.LineAsync(line => Printed.UserCode(line) is not null))!;

        await Simulator.SendAsync(HttpMethod.Post, "oauth/device", new { user_code = userCode, account = "acct-pro" });
        var end = await login.EndAsync();

        end.ExitCode.ShouldBe(0, end.Transcript);
        await AssertServesAsync(sandbox, "acct-pro");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task DeviceLogin_Forbidden_FailsAndSaysSo(string version)
    {
        await Simulator.SendAsync(HttpMethod.Put, "oauth", new { device_login = false });

        var run = await SignedOut(version).RunAsync(DeviceLogin);

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Errors.ShouldContain("device code login is not enabled");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task BrowserLogin_ApprovedByTheUser_LeavesTokensThatServeATurn(string version)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var port = await LoginPort.TakeAsync(patience.Token);
        var sandbox = SignedOut(version);
        await using var login = sandbox.Start("login");
        var address = Printed.Address(await login.LineAsync(line => Printed.Address(line) is not null))!;
        var redirectHost = version == CodexVersion.Current.Number ? "127.0.0.1" : "localhost";
        address.Query.ShouldContain(Uri.EscapeDataString($"http://{redirectHost}:1455/auth/callback"));

        using var approved = await Simulator.Http.GetAsync($"{address.PathAndQuery}&account=acct-team");
        var end = await login.EndAsync();

        approved.EnsureSuccessStatusCode();
        end.ExitCode.ShouldBe(0, end.Transcript);
        await AssertServesAsync(sandbox, "acct-team");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Logout_SignedIn_RevokesWhereTheVersionDoes(string version)
    {
        var sandbox = await SignedInAsync(version);

        var run = await sandbox.RunAsync("logout");

        run.ExitCode.ShouldBe(0, run.Transcript);
        File.Exists(sandbox.AuthFile).ShouldBeFalse();
        (await Simulator.LedgerAsync("oauth.revoke")).Any().ShouldBe(Can(version).RevokesAtLogout);
    }

    private async Task AssertServesAsync(CodexSandbox sandbox, string account)
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(sandbox.AuthFile));
        file.RootElement.GetProperty("tokens").GetProperty("account_id").GetString().ShouldBe(account);
        var run = await sandbox.ExecAsync("Say something.");
        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("responses")).ShouldHaveSingleItem().Account.ShouldBe(account);
    }
}
