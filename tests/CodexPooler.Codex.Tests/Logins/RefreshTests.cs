using System.Text.Json.Nodes;
using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Logins;

/// <summary>How the CLI keeps a login alive, seen from the simulated issuer.</summary>
public sealed class RefreshTests : IssuerSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AccessTokenRejected_RefreshesAndAnswers(string version)
    {
        var sandbox = await SignedInAsync(version);
        var before = await TokensAsync(sandbox);
        await Simulator.SendAsync(HttpMethod.Post, "accounts/acct-pro/expire-token");

        var run = await sandbox.ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        var after = await TokensAsync(sandbox);
        after.Access.ShouldNotBe(before.Access);
        after.Refresh.ShouldNotBe(before.Refresh);
        var refreshes = await Simulator.LedgerAsync("oauth.token");
        refreshes.Count.ShouldBeInRange(1, await RejectedAsync());
        refreshes.ShouldAllBe(row => row.Account == "acct-pro" && row.Status == 200);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AccessTokenAboutToExpire_RefreshesBeforehandWhereTheVersionDoes(string version)
    {
        var sandbox = await SignedInAsync(version, accessTokenSeconds: 120);

        var run = await sandbox.ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await Simulator.LedgerAsync("oauth.token")).Any().ShouldBe(Can(version).RefreshesBeforeExpiry);
        (await Simulator.LedgerAsync("responses")).Select(row => row.Status).ShouldBe([200]);
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_AnswerWithoutRefreshToken_KeepsTheOldOne(string version)
    {
        await Simulator.SendAsync(HttpMethod.Put, "oauth", new { omit_refresh_token = true });
        var sandbox = await SignedInAsync(version);
        var before = await TokensAsync(sandbox);
        await Simulator.SendAsync(HttpMethod.Post, "accounts/acct-pro/expire-token");

        var run = await sandbox.ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        (await TokensAsync(sandbox)).Refresh.ShouldBe(before.Refresh);
    }

    [CodexTheory]
    [CodexVersions]
    public Task Exec_RefreshTokenReused_FailsAndAsksToSignInAgain(string version) =>
        AssertAsksToSignInAsync(version, "spent", "already used");

    [CodexTheory]
    [CodexVersions]
    public Task Exec_RefreshTokenExpired_FailsAndAsksToSignInAgain(string version) =>
        AssertAsksToSignInAsync(version, "expired", "has expired");

    [CodexTheory]
    [CodexVersions]
    public Task Exec_RefreshTokenInvalidated_FailsAndAsksToSignInAgain(string version) =>
        AssertAsksToSignInAsync(version, "invalidated", "revoked");

    private async Task AssertAsksToSignInAsync(string version, string state, string words)
    {
        var sandbox = await SignedInAsync(version);
        await Simulator.SendAsync(HttpMethod.Post, "accounts/acct-pro/refresh-tokens", new { state });
        await Simulator.SendAsync(HttpMethod.Post, "accounts/acct-pro/expire-token");

        var run = await sandbox.ExecAsync("Say something.");

        run.ExitCode.ShouldBe(1, run.Transcript);
        run.Complaints[^1].ShouldContain(words);
        run.Complaints[^1].ShouldContain("sign in again");
        (await Simulator.LedgerAsync("oauth.token")).Count.ShouldBeInRange(1, await RejectedAsync());
    }

    /// <summary>0.169 has several calls under way when it starts. How many of them are rejected before the first refresh is done
    /// depends on how busy the machine is; each then refreshes, one after the other.</summary>
    private async Task<int> RejectedAsync() =>
        (await Simulator.LedgerAsync()).Count(row => row.Status == 401 && row.Route != "oauth.token");

    private static async Task<(string Access, string Refresh)> TokensAsync(CodexSandbox sandbox)
    {
        var tokens = JsonNode.Parse(await File.ReadAllTextAsync(sandbox.AuthFile))!["tokens"]!;
        return ((string)tokens["access_token"]!, (string)tokens["refresh_token"]!);
    }
}
