using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Result = CodexPooler.Contracts.Credentials.V1.RefreshOutcome.Types.Result;

namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>Every way a renewal can end, at the simulator's issuer over HTTP, seen from the operator's call.</summary>
public sealed class RefreshOutcomeTests
{
    [Fact]
    public async Task Refresh_Rotates_NextGeneration()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");

        var outcome = await RefreshAsync(scene, account);

        (outcome.Result, outcome.Generation).ShouldBe((Result.Refreshed, 2));
        (await RefreshAsync(scene, account)).Generation.ShouldBe(3);
        (await scene.AccountAsync(account.Id)).CredentialGeneration.ShouldBe(3);
    }

    [Theory]
    [InlineData("spent", "used elsewhere")]
    [InlineData("expired", "expired")]
    [InlineData("invalidated", "ended by its owner")]
    public async Task Refresh_RefusedForGood_ReauthRequiredWithTheReason(string state, string reason)
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.ControlAsync("accounts/acct-plus/refresh-tokens", new { state });

        var outcome = await RefreshAsync(scene, account);

        outcome.Result.ShouldBe(Result.ReauthRequired);
        outcome.Reason.ShouldContain(reason);
        outcome.Remedy.ShouldContain("account link");
        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.ReauthRequired);
        var asked = await scene.CountAsync("oauth.token");
        await RefreshAsync(scene, account);
        (await scene.CountAsync("oauth.token")).ShouldBe(asked, "a dead token is not offered again");
    }

    [Fact]
    public async Task Refresh_AnswerWithoutRefreshToken_OldOneIsKept()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.ScriptAsync(new() { OmitRefreshToken = true, OmitIdToken = true });

        (await RefreshAsync(scene, account)).Result.ShouldBe(Result.Refreshed);

        await scene.ScriptAsync(new());
        (await RefreshAsync(scene, account)).Result.ShouldBe(Result.Refreshed);
    }

    public static TheoryData<string, FaultEffect> Transient => new()
    {
        { "5xx", new() { Status = 503 } },
        { "rate limited", new() { Status = 429 } },
        { "web page", new() { HtmlChallenge = true } },
        { "not JSON", new() { Status = 200, BodyText = "<html>", ContentType = "text/html" } },
        { "no object", new() { Status = 200, BodyText = "[1]" } },
        { "no token", new() { Status = 200, BodyText = """{"access_token":5,"refresh_token":"\ud800"}""" } },
        { "odd error", new() { Status = 400, BodyText = """{"error":{"code":"\ud800"}}""" } },
    };

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task Refresh_IssuerTroubled_HeldCredentialServesAndTheNextTryWorks(string trouble, FaultEffect effect)
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.FaultAsync("oauth.token", effect);

        (await RefreshAsync(scene, account)).Result.ShouldBe(Result.TransientFailure, trouble);

        (await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
        (await RefreshAsync(scene, account)).Result.ShouldBe(Result.Refreshed);
        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.Active);
    }

    [Theory]
    [InlineData("""{"access_token":"opaque","refresh_token":"next","expires_in":"3600"}""")]
    [InlineData("""{"access_token":"e30.eyJleHAiOiJzb29uIn0.x","refresh_token":"next","expires_in":1e300}""")]
    [InlineData("""{"access_token":"e30.W10.x","refresh_token":"next","expires_in":99999999999999}""")]
    [InlineData("""{"access_token":"e30.eyJleHAiOjk5OTk5OTk5OTk5OTk5OTl9.x","refresh_token":"next"}""")]
    public async Task Refresh_AnswerOddAroundTheTokens_TheTokensAreKept(string answer)
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.FaultAsync("oauth.token", new() { Status = 200, BodyText = answer });

        var outcome = await RefreshAsync(scene, account);

        // The old refresh token is spent by now: whatever is odd about the answer, the new one must not be lost.
        (outcome.Result, outcome.Generation).ShouldBe((Result.Refreshed, 2));
        var stored = await scene.Host.Services.GetRequiredService<CredentialWriter>().PeekAsync(Guid.Parse(account.Id), default);
        stored!.RefreshToken.Reveal().ShouldBe("next");
        stored.AccessExpiresAt.ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(55), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Fact]
    public async Task Refresh_IssuerHangs_GivesUpInTime()
    {
        await using var scene = await LinkingScene.StartAsync(null, ("Accounts:Issuer:ExchangeTimeout", "00:00:01"));
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.FaultAsync("oauth.token", new() { HangBeforeHeaders = true });

        var outcome = await RefreshAsync(scene, account);

        outcome.Result.ShouldBe(Result.TransientFailure);
        outcome.Reason.ShouldContain("in time");
        (await RefreshAsync(scene, account)).Result.ShouldBe(Result.Refreshed);
    }

    [Fact]
    public async Task Refresh_EdgeSawA401_SameRejectionOneExchange()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        var before = await scene.CountAsync("oauth.token");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ =>
            scene.Host.Credentials.RefreshAsync(new() { AccountId = account.Id, RejectedGeneration = 1 }).ResponseAsync));

        answers.ShouldAllBe(credential => credential.Generation == 2);
        (await scene.CountAsync("oauth.token")).ShouldBe(before + 1);
    }

    private static async Task<RefreshOutcome> RefreshAsync(LinkingScene scene, Account account) =>
        await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id });
}
