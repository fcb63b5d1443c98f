using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class RelinkTests
{
    [Fact]
    public async Task Relink_SameIdentity_NextGenerationAndServesAgain()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.ControlAsync("accounts/acct-plus/refresh-tokens", new { state = "invalidated" });
        await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id });
        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.ReauthRequired);

        var ended = await RelinkAsync(scene, account.Id, "acct-plus");

        (ended.State, ended.AccountId).ShouldBe((State.Completed, account.Id));
        var now = await scene.AccountAsync(account.Id);
        (now.Status, now.StatusReason, now.CredentialGeneration).ShouldBe((AccountStatus.Active, "", 2));
        (await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Relink_OtherIdentity_RefusedAndTheUnwantedLoginRevoked()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");

        var ended = await RelinkAsync(scene, account.Id, "acct-pro");

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "identity_mismatch"));
        (await scene.LedgerAsync("oauth.revoke")).ShouldHaveSingleItem().GetProperty("account").GetString().ShouldBe("acct-pro");
        (await scene.AccountAsync(account.Id)).CredentialGeneration.ShouldBe(1);
        (await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id })).Result.ShouldBe(
            RefreshOutcome.Types.Result.Refreshed);
    }

    [Fact]
    public async Task StartDevice_SeatAlreadyLinked_SameAccountWithAWarning()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");

        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());
        await scene.DecideAsync(flow.UserCode, "acct-plus");
        var ended = await scene.EndAsync(flow);

        ended.AccountId.ShouldBe(account.Id);
        ended.Warnings.ShouldHaveSingleItem().ShouldContain("linked before");
    }

    [Fact]
    public async Task Relink_PausedByAPerson_StaysPaused()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.Host.Admin.PauseAccountAsync(new() { Id = account.Id, Reason = "holiday" });

        await RelinkAsync(scene, account.Id, "acct-plus");

        var now = await scene.AccountAsync(account.Id);
        (now.Status, now.Pause.Reason).ShouldBe((AccountStatus.Paused, "holiday"));
    }

    [Fact]
    public async Task Unlink_Linked_RevokedForgottenAndLinkableAgain()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");

        (await scene.Host.Linking.UnlinkAsync(new() { AccountId = account.Id })).RevokedUpstream.ShouldBeTrue();

        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.Disabled);
        (await Should.ThrowAsync<RpcException>(async () =>
            await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id })))
            .StatusCode.ShouldBe(StatusCode.NotFound);
        (await scene.CountAsync("oauth.revoke")).ShouldBe(1);
        var again = await RelinkAsync(scene, account.Id, "acct-plus");
        again.State.ShouldBe(State.Completed);
        // Generations never go back: the edge ignores what is older than what it holds.
        (await scene.AccountAsync(account.Id)).CredentialGeneration.ShouldBe(2);
    }

    [Fact]
    public async Task Get_AnotherReplicaRelinkedAndUnlinked_NeverTheCredentialOfBefore()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await using var other = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        (await other.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);

        await RelinkAsync(scene, account.Id, "acct-plus");
        (await other.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(2);

        await scene.Host.Linking.UnlinkAsync(new() { AccountId = account.Id });
        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await other.Credentials.GetAsync(new() { AccountId = account.Id }));
        refusal.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Unlink_IssuerAway_ForgottenAllTheSameWithANote()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.FaultAsync("oauth.revoke", new() { Status = 503 });

        var answer = await scene.Host.Linking.UnlinkAsync(new() { AccountId = account.Id });

        answer.RevokedUpstream.ShouldBeFalse();
        answer.Note.ShouldContain("security settings");
        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.Disabled);
    }

    private static async Task<LinkFlow> RelinkAsync(LinkingScene scene, string accountId, string signedInAs)
    {
        var flow = await scene.Host.Linking.StartDeviceAsync(new() { RelinkAccountId = accountId });
        await scene.DecideAsync(flow.UserCode, signedInAs);
        return await scene.EndAsync(flow);
    }
}
