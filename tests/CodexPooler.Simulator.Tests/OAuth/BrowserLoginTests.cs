using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.OAuth;

public sealed class BrowserLoginTests
{
    [Fact]
    public async Task Authorize_WithoutAccount_ShowsEveryAccount()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        using var response = await issuer.AuthorizeAsync(issuer.AuthorizeQuery());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await response.Content.ReadAsStringAsync(simulator.Deadline);
        page.ShouldContain("account=acct-plus");
        page.ShouldContain("account=acct-team");
    }

    [Fact]
    public async Task Authorize_WithAccount_RedirectsWithCodeAndState()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        using var response = await issuer.AuthorizeAsync(issuer.AuthorizeQuery("&account=acct-pro", state: "a%26b"));

        var location = response.Headers.Location!.OriginalString;
        location.ShouldStartWith(IssuerClient.RedirectUri + "?code=ac_");
        location.ShouldEndWith("&state=a%26b");
    }

    [Theory]
    [InlineData("code_challenge_method=S256", "code_challenge_method=plain")]
    [InlineData("&state=st4te", "")]
    [InlineData("http%3A%2F%2F127.0.0.1%3A1455", "https%3A%2F%2Felsewhere.example")]
    public async Task Authorize_RequestThatIsNotSafe_IsRefusedWithoutRedirect(string find, string replace)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        using var response = await issuer.AuthorizeAsync(
            issuer.AuthorizeQuery("&account=acct-plus").Replace(find, replace, StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Authorize_Denied_RedirectsWithTheError()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        using var response = await issuer.AuthorizeAsync(issuer.AuthorizeQuery("&deny=1"));

        response.Headers.Location!.Query.ShouldBe("?error=access_denied&state=st4te");
    }

    [Fact]
    public async Task Token_CodeOfALogin_GivesTokensThatTheBackendTakes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        var tokens = await issuer.LogInAsync("acct-team");

        ((string?)tokens["refresh_token"]).ShouldNotBeNullOrEmpty();
        (await issuer.UseAsync((string)tokens["access_token"]!)).ShouldBe(HttpStatusCode.OK);
        (await simulator.LedgerAsync("usage"))[0]["account"]!.GetValue<string>().ShouldBe("acct-team");
    }

    [Fact]
    public async Task Token_WrongVerifierOrRedirectOrSecondUse_IsInvalidGrant()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var used = await issuer.CodeAsync();
        await issuer.TakeCodeAsync(used);

        var answers = new[]
        {
            await issuer.TakeCodeAsync(await issuer.CodeAsync(), verifier: "wrong"),
            await issuer.TakeCodeAsync(await issuer.CodeAsync(), redirectUri: "http://localhost:1455/auth/callback"),
            await issuer.TakeCodeAsync(used),
        };

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.BadRequest
            && (string?)answer.Body["error"] == "invalid_grant");
    }

    [Fact]
    public async Task Token_CodeAfterItsLifetime_IsInvalidGrant()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var code = await issuer.CodeAsync();
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 601 });

        var (status, body) = await issuer.TakeCodeAsync(code);

        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)body["error_description"]).ShouldBe("The authorization code has expired.");
    }
}
