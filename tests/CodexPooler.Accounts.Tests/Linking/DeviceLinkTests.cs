using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Faults;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class DeviceLinkTests
{
    [Fact]
    public async Task StartDevice_PersonApproves_AccountServes()
    {
        await using var scene = await LinkingScene.StartAsync();

        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());
        flow.State.ShouldBe(State.Pending);
        flow.VerificationUrl.ShouldEndWith("/codex/device");
        await scene.DecideAsync(flow.UserCode, "acct-team");
        var ended = await scene.EndAsync(flow);

        ended.State.ShouldBe(State.Completed);
        var account = await scene.AccountAsync(ended.AccountId);
        (account.Status, account.Plan, account.UpstreamAccountId, account.Residency).ShouldBe(
            (AccountStatus.Active, "team", "acct-team", "us"));
        account.Label.ShouldBe("acct-team@simulator.invalid");
        account.CredentialGeneration.ShouldBe(1);
        (await scene.Host.Admin.ListAccountsAsync(new())).Memberships.ShouldHaveSingleItem().PoolId.ShouldBe(scene.Pool.Id);
        var credential = await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id });
        (credential.UpstreamAccountId, credential.Generation).ShouldBe(("acct-team", 1));
    }

    [Fact]
    public async Task StartDevice_PersonDenies_Fails()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());
        await scene.DecideAsync(flow.UserCode, null);

        var ended = await scene.EndAsync(flow);

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "provider_denied"));
        (await scene.Host.Admin.ListAccountsAsync(new())).Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task StartDevice_DeviceLoginForbidden_SaysWhatToDo()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.ScriptAsync(new() { DeviceLogin = false });

        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());

        (flow.State, flow.ErrorCode).ShouldBe((State.Failed, "device_login_disabled"));
        flow.Remedy.ShouldContain("--browser");
    }

    [Fact]
    public async Task StartDevice_IssuerSaysExpired_Fails()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.ScriptAsync(new() { DeviceIntervalSeconds = 0, DeviceLifetimeSeconds = 0 });

        var ended = await scene.EndAsync(await scene.Host.Linking.StartDeviceAsync(scene.Order()));

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "expired_flow"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task StartDevice_WaitsWithEitherStatus_GoesOnAsking(int status)
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.ScriptAsync(new() { DeviceIntervalSeconds = 0, DevicePendingStatus = status });
        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());
        await Eventually.TrueAsync(async () => await scene.CountAsync("oauth.device.token") >= 2, "two questions");

        await scene.DecideAsync(flow.UserCode, "acct-plus");

        (await scene.EndAsync(flow)).State.ShouldBe(State.Completed);
    }

    [Fact]
    public async Task StartDevice_IssuerFailsWhileAsking_GoesOn()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.FaultAsync("oauth.device.token", new FaultEffect { Status = 503 }, times: 2);
        await scene.FaultAsync("oauth.device.token", new FaultEffect { HtmlChallenge = true }, times: 2);

        (await scene.LinkDeviceAsync("acct-plus")).Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task StartDevice_IssuerAway_SaysSo()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.FaultAsync("oauth.device.usercode", new FaultEffect { Status = 502 });

        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());

        (flow.State, flow.ErrorCode).ShouldBe((State.Failed, "issuer_unavailable"));
    }

    [Fact]
    public async Task StartDevice_TokenEndpointFails_NoAccount()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.FaultAsync("oauth.token", new FaultEffect { Status = 500 });
        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());
        await scene.DecideAsync(flow.UserCode, "acct-plus");

        var ended = await scene.EndAsync(flow);

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "token_exchange_failed"));
        (await scene.Host.Admin.ListAccountsAsync(new())).Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancel_WhileWaiting_StopsAsking()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());

        (await scene.Host.Linking.CancelAsync(new() { FlowId = flow.Id })).State.ShouldBe(State.Cancelled);

        (await scene.EndAsync(flow)).State.ShouldBe(State.Cancelled);
    }

    [Fact]
    public async Task Poll_SlowDown_AsksFiveSecondsLater()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var scene = await LinkingScene.StartAsync();
        await scene.ScriptAsync(new() { DeviceIntervalSeconds = 5 });
        await scene.FaultAsync("oauth.device.token", SlowDown);
        var services = scene.Host.Services;
        var issuer = services.GetRequiredService<DeviceIssuer>();
        var login = (await issuer.StartAsync(default)).Login!;
        var link = PendingLink.New(new("test", []), new(), clock.GetUtcNow() + login.Lifetime) with { Device = login };
        var polling = new DevicePolling(
            issuer, services.GetRequiredService<LinkCompletion>(), services.GetRequiredService<LinkFlows>(), clock,
            NullLogger<DevicePolling>.Instance);
        using var end = new CancellationTokenSource();
        var asking = polling.RunAsync(link, login, end.Token);
        clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(async () => await scene.CountAsync("oauth.device.token") == 1, "the first question");
        await Eventually.TrueAsync(() => clock.ArmedTimers == 1, "the poll waits again");

        clock.Advance(TimeSpan.FromSeconds(9));
        (await scene.CountAsync("oauth.device.token")).ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(async () => await scene.CountAsync("oauth.device.token") == 2, "the second question");
        await end.CancelAsync();
        await asking;
    }

    [Fact]
    public async Task StartDevice_NobodyApproves_Expires()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var scene = await LinkingScene.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var flow = await scene.Host.Linking.StartDeviceAsync(scene.Order());

        clock.Advance(TimeSpan.FromMinutes(15));

        await clock.AdvanceUntilEndedAsync(scene.Host, flow);
        (await scene.EndAsync(flow)).State.ShouldBe(State.Expired);
    }

    private static FaultEffect SlowDown =>
        new() { Status = 400, BodyText = """{"error":"slow_down"}""", ContentType = "application/json" };
}
