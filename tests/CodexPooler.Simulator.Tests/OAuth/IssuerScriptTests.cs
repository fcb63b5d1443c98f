using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.OAuth;

public sealed class IssuerScriptTests
{
    [Fact]
    public async Task Authorize_ApproveAs_RedirectsWithoutAPage()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { approve_as = "acct-pro" });

        using var response = await issuer.AuthorizeAsync(issuer.AuthorizeQuery());

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await simulator.LedgerAsync("oauth.authorize"))[0]["account"]!.GetValue<string>().ShouldBe("acct-pro");
    }

    [Fact]
    public async Task Authorize_LoginHint_ChoosesTheAccountOfThatEmail()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        using var response = await issuer.AuthorizeAsync(issuer.AuthorizeQuery("&login_hint=acct-team@simulator.invalid"));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await simulator.LedgerAsync("oauth.authorize"))[0]["account"]!.GetValue<string>().ShouldBe("acct-team");
    }

    [Fact]
    public async Task Refresh_RotationOff_ReturnsTheSameToken()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { rotate_refresh_tokens = false });

        ((string?)(await issuer.RefreshAsync(token)).Body["refresh_token"]).ShouldBe(token);
        (await issuer.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task LogIn_ShortAccessTokens_LastAsScripted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { access_token_lifetime_seconds = 60 });

        var tokens = await issuer.LogInAsync();

        ((int)tokens["expires_in"]!).ShouldBe(60);
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 61 });
        (await issuer.UseAsync((string)tokens["access_token"]!)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task DeviceList_OneWaiting_NamesItsCodeUntilDecided()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await issuer.PostAsync("/api/accounts/deviceauth/usercode", new { client_id = IssuerClient.ClientId });

        var waiting = (await simulator.ControlAsync(HttpMethod.Get, "oauth/device"))["waiting"]!.AsArray();
        await simulator.ControlAsync(
            HttpMethod.Post, "oauth/device", new { user_code = (string)waiting[0]!["user_code"]!, account = "acct-plus" });

        waiting.Count.ShouldBe(1);
        (await simulator.ControlAsync(HttpMethod.Get, "oauth/device"))["waiting"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_PendingStatusNoClientKnows_IsRefused()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        await Should.ThrowAsync<InvalidOperationException>(
            simulator.ControlAsync(HttpMethod.Put, "oauth", new { device_pending_status = 402 }));
    }

    [Fact]
    public async Task Reset_AfterScripting_ForgetsSettingsAndTokens()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { device_login = false });
        var tokens = await issuer.LogInAsync();

        await simulator.ControlAsync(HttpMethod.Post, "reset");

        ((bool)(await simulator.ControlAsync(HttpMethod.Get, "oauth"))["device_login"]!).ShouldBeTrue();
        (await issuer.UseAsync((string)tokens["access_token"]!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await issuer.RefreshAsync((string)tokens["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
