using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Faults;
using CodexPooler.Testing.Time;
using Grpc.Core;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

/// <summary>Two replicas over one database, one of them a process that can be killed: a login belongs to neither.</summary>
public sealed class LinkReplicasTests
{
    private static readonly (string, string) SoonTakenOver = ("Accounts:Linking:TakeOverAfter", "00:00:02");

    [Fact]
    public async Task Link_AnyReplicaIsAsked_FindsFinishesAndFollowsIt()
    {
        await using var scene = await LinkingScene.StartAsync(null, SoonTakenOver);
        await using var other = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var following = scene.EndAsync(flow);

        var ended = await other.Linking.CompleteBrowserAsync(
            new() { FlowId = flow.Id, CallbackUrl = await scene.SignInAsync(flow, "account=acct-pro") });

        ended.State.ShouldBe(State.Completed, ended.ErrorMessage);
        (await following).AccountId.ShouldBe(ended.AccountId);
        var invite = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        var accepted = await Task.WhenAll(
            scene.Host.Linking.AcceptInviteAsync(new() { Token = invite.Token }).ResponseAsync,
            other.Linking.AcceptInviteAsync(new() { Token = invite.Token }).ResponseAsync);
        accepted.Select(one => one.UserCode).Distinct().ShouldHaveSingleItem();
        (await other.Linking.CancelAsync(new() { FlowId = accepted[0].Id })).State.ShouldBe(State.Cancelled);
        (await scene.EndAsync(accepted[0])).State.ShouldBe(State.Cancelled);
    }

    [Fact]
    public async Task StartDevice_ReplicaKilled_TheOtherGoesOnAsking()
    {
        await using var scene = await LinkingScene.StartAsync(null, SoonTakenOver);
        await using var other = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        var flow = await other.Linking.StartDeviceAsync(scene.Order());

        await other.KillAsync();
        await scene.DecideAsync(flow.UserCode, "acct-plus");

        var ended = await scene.EndAsync(flow);
        ended.State.ShouldBe(State.Completed, ended.ErrorMessage);
        (await scene.AccountAsync(ended.AccountId)).Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task Complete_ReplicaKilledDuringTheExchange_EndsAndSaysSo()
    {
        await using var scene = await LinkingScene.StartAsync(null, SoonTakenOver);
        await using var other = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        await scene.FaultAsync("oauth.token", new FaultEffect { HangBeforeHeaders = true });
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(flow, "account=acct-pro");
        var left = other.Linking.CompleteBrowserAsync(new() { FlowId = flow.Id, CallbackUrl = address }).ResponseAsync;
        await Eventually.TrueAsync(scene.IsFaultHitAsync, "the exchange hangs at the issuer");

        await other.KillAsync();

        var ended = await scene.EndAsync(flow);
        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "interrupted"));
        ended.Remedy.ShouldNotBeEmpty();
        await Should.ThrowAsync<RpcException>(() => left);
    }
}
