using System.Net;
using CodexPooler.Simulator.OAuth;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.OAuth;

/// <summary>Codes and statuses are those the Codex CLI tells apart.</summary>
public sealed class RefreshTests
{
    [Fact]
    public async Task Refresh_LiveToken_RotatesIt()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var first = (string)(await issuer.LogInAsync())["refresh_token"]!;

        var (status, second) = await issuer.RefreshAsync(first);

        status.ShouldBe(HttpStatusCode.OK);
        ((string)second["refresh_token"]!).ShouldNotBe(first);
        (await issuer.UseAsync((string)second["access_token"]!)).ShouldBe(HttpStatusCode.OK);
        (await issuer.RefreshAsync((string)second["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_SpentToken_IsReusedAndTheSuccessorStaysValid()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var first = (string)(await issuer.LogInAsync())["refresh_token"]!;
        var successor = (string)(await issuer.RefreshAsync(first)).Body["refresh_token"]!;

        var (status, body) = await issuer.RefreshAsync(first);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)body["error"]!["code"]).ShouldBe("refresh_token_reused");
        (await issuer.RefreshAsync(successor)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_SpentTokenWhenReuseEndsLogin_KillsTheSuccessor()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { reuse_ends_login = true });
        var first = (string)(await issuer.LogInAsync())["refresh_token"]!;
        var successor = (string)(await issuer.RefreshAsync(first)).Body["refresh_token"]!;
        await issuer.RefreshAsync(first);

        var (_, body) = await issuer.RefreshAsync(successor);

        ((string?)body["error"]!["code"]).ShouldBe("refresh_token_invalidated");
    }

    [Fact]
    public async Task Refresh_SixteenAtOnce_ExactlyOneWins()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => issuer.RefreshAsync(token)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => (string?)answer.Body["error"]?["code"] == "refresh_token_reused").ShouldBe(15);
    }

    [Theory]
    [InlineData(RefreshTokenState.Expired, "refresh_token_expired")]
    [InlineData(RefreshTokenState.Invalidated, "refresh_token_invalidated")]
    public async Task Refresh_TokenPutIntoState_IsRefusedWithItsCode(RefreshTokenState state, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;
        await simulator.ControlAsync(
            HttpMethod.Post, "accounts/acct-plus/refresh-tokens", new { state = state.ToString().ToLowerInvariant() });

        var (status, body) = await issuer.RefreshAsync(token);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)body["error"]!["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task Refresh_TokenOlderThanItsLifetime_IsExpired()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 31 * 24 * 3600 });

        ((string?)(await issuer.RefreshAsync(token)).Body["error"]!["code"]).ShouldBe("refresh_token_expired");
    }

    [Fact]
    public async Task Refresh_UnknownTokenOrOtherClient_IsInvalidGrant()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;

        var answers = new[] { await issuer.RefreshAsync("rt_none"), await issuer.RefreshAsync(token, "app_other") };

        foreach (var (status, body) in answers)
        {
            status.ShouldBe(HttpStatusCode.BadRequest);
            ((string?)body["error"]).ShouldBe("invalid_grant");
        }
    }

    [Fact]
    public async Task Refresh_ScriptedToOmitTokens_LeavesThemOutAndTheOldOneWorks()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { omit_refresh_token = true, omit_id_token = true });

        var (_, body) = await issuer.RefreshAsync(token);

        body.AsObject().ContainsKey("refresh_token").ShouldBeFalse();
        body.AsObject().ContainsKey("id_token").ShouldBeFalse();
        (await issuer.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_FaultOnTheTokenRoute_AnswersAsScripted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = (string)(await issuer.LogInAsync())["refresh_token"]!;
        await simulator.FaultAsync(new { status = 503, body = new { error = "unavailable" } }, route: "oauth.token");

        (await issuer.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await issuer.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Revoke_RefreshToken_EndsAllTokensOfThatLoginOnly()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var ended = await issuer.LogInAsync();
        var other = await issuer.LogInAsync();

        await issuer.PostAsync("/oauth/revoke",
            new { token = (string)ended["refresh_token"]!, client_id = IssuerClient.ClientId });

        (await issuer.UseAsync((string)ended["access_token"]!)).ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)(await issuer.RefreshAsync((string)ended["refresh_token"]!)).Body["error"]!["code"])
            .ShouldBe("refresh_token_invalidated");
        (await issuer.UseAsync((string)other["access_token"]!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AuthJson_ForAnAccount_HoldsTokensThatWork()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);

        var file = await simulator.ControlAsync(
            HttpMethod.Post, "accounts/acct-pro/auth-json", new { access_token_seconds = 60 });

        var tokens = file["tokens"]!;
        ((string?)tokens["account_id"]).ShouldBe("acct-pro");
        (await issuer.UseAsync((string)tokens["access_token"]!)).ShouldBe(HttpStatusCode.OK);
        var refreshed = await issuer.RefreshAsync((string)tokens["refresh_token"]!, LoginSession.CodexClientId);
        refreshed.Status.ShouldBe(HttpStatusCode.OK);
    }
}
