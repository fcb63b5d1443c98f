using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class InviteTests
{
    // Access is asked for as in production: an invited person has nothing but the token.
    private static readonly (string, string) Enforced = ("Accounts:Access:Enforced", "true");

    [Fact]
    public async Task AcceptInvite_PersonSignsIn_JoinsAndTheInviteIsSpent()
    {
        await using var scene = await LinkingScene.StartAsync();
        var created = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id, Label = "Mara" });
        var token = new InviteTokenRequest { Token = created.Token };
        (await scene.Host.Linking.ReadInviteAsync(token)).PoolName.ShouldBe("team");

        var flow = await scene.Host.Linking.AcceptInviteAsync(token);
        (await scene.Host.Linking.AcceptInviteAsync(token)).Id.ShouldBe(flow.Id);
        await scene.DecideAsync(flow.UserCode, "acct-pro");
        var ended = await scene.EndAsync(flow);

        ended.State.ShouldBe(State.Completed, ended.ErrorMessage);
        (await scene.AccountAsync(ended.AccountId)).Owner.ShouldBe("Mara");
        (await scene.Host.Linking.ReadInviteAsync(token)).Status.ShouldBe(Invite.Types.Status.Accepted);
        var refusal = await Should.ThrowAsync<RpcException>(async () => await scene.Host.Linking.AcceptInviteAsync(token));
        refusal.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task AcceptInvite_AccessEnforced_TokenIsEnoughAndOpensNothingElse()
    {
        await using var scene = await LinkingScene.StartAsync();
        var created = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        await using var guarded = await AccountsHost.StartAsync("Sqlite", null,
            Enforced, ("Data:Folder", scene.Host.Folder), ("Accounts:Vault:Folder", Path.Combine(scene.Host.Folder, "vault")),
            ("Accounts:Issuer:Url", scene.Simulator.BaseAddress.ToString()), ("Accounts:Linking:ShortestPoll", "00:00:00.020"),
            ("Accounts:Linking:UpstreamBase", scene.Simulator.BaseAddress.ToString()));

        var flow = await guarded.Linking.AcceptInviteAsync(new() { Token = created.Token });
        await scene.DecideAsync(flow.UserCode, "acct-pro");
        using var follow = guarded.Linking.Follow(new() { FlowId = flow.Id });
        (await follow.ResponseStream.ReadAllAsync().LastAsync()).State.ShouldBe(State.Completed);

        var refusal = await Should.ThrowAsync<RpcException>(async () => await guarded.Admin.ListAccountsAsync(new()));
        refusal.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        refusal = await Should.ThrowAsync<RpcException>(async () => await guarded.Linking.ListInvitesAsync(new()));
        refusal.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task AcceptInvite_ADayLater_Refused()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var scene = await LinkingScene.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var created = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });

        clock.Advance(TimeSpan.FromHours(24));

        (await scene.Host.Linking.ReadInviteAsync(new() { Token = created.Token })).Status.ShouldBe(Invite.Types.Status.Expired);
        await Should.ThrowAsync<RpcException>(async () =>
            await scene.Host.Linking.AcceptInviteAsync(new() { Token = created.Token }));
    }

    [Fact]
    public async Task RevokeInvite_WhileThePersonSignsIn_NothingIsLinked()
    {
        await using var scene = await LinkingScene.StartAsync();
        var created = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        var flow = await scene.Host.Linking.AcceptInviteAsync(new() { Token = created.Token });
        await scene.Host.Linking.RevokeInviteAsync(new() { InviteId = created.Invite.Id });

        await scene.DecideAsync(flow.UserCode, "acct-pro");
        var ended = await scene.EndAsync(flow);

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "invite_ended"));
        (await scene.Host.Admin.ListAccountsAsync(new())).Accounts.ShouldBeEmpty();
        (await scene.CountAsync("oauth.revoke")).ShouldBe(1);
    }

    [Fact]
    public async Task ReadInvite_UnknownToken_NotFound()
    {
        await using var scene = await LinkingScene.StartAsync();

        var refusal = await Should.ThrowAsync<RpcException>(async () =>
            await scene.Host.Linking.ReadInviteAsync(new() { Token = "cxp-inv-nothing" }));

        refusal.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task InvitePage_OpenedAndAccepted_LeadsThePersonThrough()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.Host.Admin.SaveSettingsAsync(
            new() { Settings = new() { Values = { ["links.public_url"] = "https://pooler.example" } } });
        var created = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        created.Url.ShouldBe($"https://pooler.example/onboarding/invites/{created.Token}");
        var path = new Uri(created.Url).AbsolutePath;

        (await BrowserLinkTests.PageAsync(scene, path)).Text.ShouldContain("Sign in to join");
        (await BrowserLinkTests.PageAsync(scene, path, HttpMethod.Post)).Status.ShouldBe(302);
        var flow = await scene.Host.Linking.AcceptInviteAsync(new() { Token = created.Token });
        (await BrowserLinkTests.PageAsync(scene, path)).Text.ShouldContain(flow.UserCode);
        await scene.DecideAsync(flow.UserCode, "acct-plus");
        await scene.EndAsync(flow);

        (await BrowserLinkTests.PageAsync(scene, path)).Text.ShouldContain("was added to team");
        (await BrowserLinkTests.PageAsync(scene, "/onboarding/invites/nothing")).Status.ShouldBe(410);
    }
}
