using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class BrowserLinkTests
{
    [Fact]
    public async Task CompleteBrowser_PastedAddress_Links()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(flow, "account=acct-pro");
        address.ShouldStartWith("http://localhost:1455/auth/callback?code=");

        var ended = await scene.Host.Linking.CompleteBrowserAsync(new() { FlowId = flow.Id, CallbackUrl = $"  {address} \n" });

        ended.State.ShouldBe(State.Completed, ended.ErrorMessage);
        (await scene.AccountAsync(ended.AccountId)).Plan.ShouldBe("pro");
        (await scene.EndAsync(flow)).AccountId.ShouldBe(ended.AccountId);
    }

    [Theory]
    [InlineData("what is this", "invalid_callback_url")]
    [InlineData("https://evil.example/auth/callback?code=a&state=b", "invalid_callback_origin")]
    [InlineData("http://localhost:1456/auth/callback?code=a&state=b", "invalid_callback_origin")]
    [InlineData("http://localhost:1455/other?code=a&state=b", "invalid_callback_origin")]
    [InlineData("http://localhost:1455/auth/callback?code=a", "missing_state")]
    [InlineData("http://localhost:1455/auth/callback?state=b", "missing_callback_result")]
    [InlineData("http://localhost:1455/auth/callback?code=a&code=c&state=b", "duplicate_callback_param")]
    [InlineData("http://127.0.0.1:1455/auth/callback?code=a&state=b", "invalid_state")]
    public async Task CompleteBrowser_WrongPaste_SaysSoAndWaits(string pasted, string code)
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());

        var answer = await scene.Host.Linking.CompleteBrowserAsync(new() { FlowId = flow.Id, CallbackUrl = pasted });

        (answer.State, answer.ErrorCode).ShouldBe((State.Pending, code));
        answer.Remedy.ShouldNotBeEmpty();
        var address = await scene.SignInAsync(flow, "account=acct-pro");
        (await scene.Host.Linking.CompleteBrowserAsync(new()
        {
            FlowId = flow.Id,
            CallbackUrl = address
        })).State.ShouldBe(State.Completed);
    }

    [Fact]
    public async Task CompleteBrowser_Denied_Fails()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());

        var ended = await scene.Host.Linking.CompleteBrowserAsync(
            new() { FlowId = flow.Id, CallbackUrl = await scene.SignInAsync(flow, "deny=1") });

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "provider_denied"));
    }

    [Fact]
    public async Task CompleteBrowser_Twice_OneExchange()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var paste = new CompleteBrowserRequest
        {
            FlowId = flow.Id,
            CallbackUrl = await scene.SignInAsync(
            flow, "account=acct-pro")
        };

        var both = await Task.WhenAll(
            scene.Host.Linking.CompleteBrowserAsync(paste).ResponseAsync,
            scene.Host.Linking.CompleteBrowserAsync(paste).ResponseAsync);

        both.Count(answer => answer.State == State.Completed && answer.ErrorCode.Length == 0).ShouldBe(1);
        both.Single(answer => answer.ErrorCode.Length > 0).ErrorCode.ShouldBe("flow_not_pending");
        (await scene.CountAsync("oauth.token")).ShouldBe(1);
    }

    [Fact]
    public async Task CompleteBrowser_TooLate_Expired()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var scene = await LinkingScene.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(flow, "account=acct-pro");
        clock.Advance(TimeSpan.FromMinutes(10));
        await clock.AdvanceUntilEndedAsync(scene.Host, flow);
        (await scene.EndAsync(flow)).State.ShouldBe(State.Expired);

        var answer = await scene.Host.Linking.CompleteBrowserAsync(new() { FlowId = flow.Id, CallbackUrl = address });

        (answer.State, answer.ErrorCode).ShouldBe((State.Expired, "expired_flow"));
    }

    [Fact]
    public async Task CompleteBrowser_SpentCode_ExchangeFails()
    {
        await using var scene = await LinkingScene.StartAsync();
        await scene.ScriptAsync(new() { CodeLifetimeSeconds = 0 });
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());

        var ended = await scene.Host.Linking.CompleteBrowserAsync(
            new() { FlowId = flow.Id, CallbackUrl = await scene.SignInAsync(flow, "account=acct-pro") });

        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "token_exchange_failed"));
        ended.ErrorMessage.ShouldContain("invalid_grant");
    }

    [Fact]
    public async Task CompleteBrowser_UnknownFlow_NotFound()
    {
        await using var scene = await LinkingScene.StartAsync();

        var refusal = await Should.ThrowAsync<RpcException>(async () =>
            await scene.Host.Linking.CompleteBrowserAsync(
                new() { FlowId = "nobody", CallbackUrl = "http://localhost:1455/auth/callback" }));

        refusal.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Callback_PublicAddressSet_LinksByItself()
    {
        await using var scene = await LinkingScene.StartAsync();
        // The issuer takes loopback addresses only; TLS ends before this service.
        await scene.Host.Admin.SaveSettingsAsync(
            new() { Settings = new() { Values = { ["links.public_url"] = "https://localhost:7443" } } });
        var order = scene.Order();
        order.CallbackUrl = "https://localhost:7443/auth/callback";
        var flow = await scene.Host.Linking.StartBrowserAsync(order);
        var address = await scene.SignInAsync(flow, "account=acct-plus");

        var (status, page) = await PageAsync(scene, new Uri(address).PathAndQuery);

        status.ShouldBe(200, page);
        (await scene.EndAsync(flow)).State.ShouldBe(State.Completed);
        (await PageAsync(scene, "/auth/callback?state=unknown&code=x")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Callback_LoginIsToBePasted_Refused()
    {
        await using var scene = await LinkingScene.StartAsync();
        var flow = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(flow, "account=acct-plus");

        (await PageAsync(scene, new Uri(address).PathAndQuery)).Status.ShouldBe(400);

        (await scene.CountAsync("oauth.token")).ShouldBe(0);
    }

    [Fact]
    public async Task StartBrowser_CallbackElsewhere_FieldError()
    {
        await using var scene = await LinkingScene.StartAsync();
        var order = scene.Order();
        order.CallbackUrl = "https://evil.example/auth/callback";

        var refusal = await Should.ThrowAsync<RpcException>(async () => await scene.Host.Linking.StartBrowserAsync(order));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refusal.Status.Detail.ShouldContain("links.public_url");
    }

    internal static Task<(int Status, string Text)> PageAsync(LinkingScene scene, string path, HttpMethod? method = null) =>
        PageAsync(scene.Host, path, method);

    internal static async Task<(int Status, string Text)> PageAsync(AccountsHost host, string path, HttpMethod? method = null)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path)
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact
        };
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
