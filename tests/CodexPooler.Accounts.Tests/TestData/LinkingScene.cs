using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.OAuth;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>The accounts service before the simulator's issuer, both over real sockets, and one Pool.</summary>
internal sealed class LinkingScene : IAsyncDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    private LinkingScene(SimulatorHost simulator, AccountsHost host, Pool pool)
    {
        (Simulator, Host, Pool) = (simulator, host, pool);
        Browser = new(_handler) { BaseAddress = simulator.BaseAddress };
    }

    public SimulatorHost Simulator { get; }

    public AccountsHost Host { get; }

    public Pool Pool { get; }

    /// <summary>A person's browser, also used for the simulator's control API.</summary>
    public HttpClient Browser { get; }

    public static Task<LinkingScene> StartAsync(
        Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        StartOnAsync("Sqlite", configure, settings);

    public static async Task<LinkingScene> StartOnAsync(
        string engine, Action<IServiceCollection>? configure = null, params IReadOnlyList<(string Key, string Value)> settings)
    {
        var simulator = await SimulatorHost.StartAsync(default);
        var host = await AccountsHost.StartAsync(engine, configure,
        [
            ("Accounts:Issuer:Url", simulator.BaseAddress.ToString()),
            ("Accounts:Linking:UpstreamBase", simulator.BaseAddress.ToString()),
            ("Accounts:Linking:ShortestPoll", "00:00:00.020"),
            .. settings,
        ]);
        var scene = new LinkingScene(simulator, host, await host.CreatePoolAsync("team"));
        await scene.ScriptAsync(new() { DeviceIntervalSeconds = 0 });
        return scene;
    }

    public async Task ScriptAsync(IssuerSettings settings) =>
        (await Browser.PutAsJsonAsync("/_control/oauth", settings, ControlJson.Options)).EnsureSuccessStatusCode();

    public async Task FaultAsync(string route, FaultEffect effect, int times = 1) =>
        (
            await Browser.PostAsJsonAsync(
                "/_control/faults", new FaultRule { Route = route, Effect = effect, Times = times }, ControlJson.Options))
            .EnsureSuccessStatusCode();

    public async Task ControlAsync(string path, object body) =>
        (await Browser.PostAsJsonAsync($"/_control/{path}", body, ControlJson.Options)).EnsureSuccessStatusCode();

    public Task DecideAsync(string userCode, string? account) =>
        ControlAsync("oauth/device", new DeviceDecision(userCode, account));

    public async Task<string> AuthFileAsync(string account, AuthFileOrder? order = null)
    {
        var answer = await Browser.PostAsJsonAsync(
            $"/_control/accounts/{account}/auth-json", order ?? new(), ControlJson.Options);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public async Task<int> CountAsync(string route) => (await LedgerAsync(route)).Count;

    public async Task<IReadOnlyList<JsonElement>> LedgerAsync(string route)
    {
        var ledger = await Browser.GetFromJsonAsync<JsonElement>($"/_control/ledger?route={route}");
        return [.. ledger.GetProperty("requests").EnumerateArray()];
    }

    public async Task<bool> IsFaultHitAsync()
    {
        var faults = await Browser.GetFromJsonAsync<JsonElement>("/_control/faults");
        return faults.GetProperty("faults").EnumerateArray().Any(fault => fault.GetProperty("hits").GetInt32() > 0);
    }

    public StartLinkRequest Order() => new() { PoolIds = { Pool.Id } };

    public async Task<LinkFlow> EndAsync(LinkFlow flow)
    {
        using var call = Host.Linking.Follow(new() { FlowId = flow.Id }, deadline: DateTime.UtcNow.AddSeconds(20));
        var last = flow;
        await foreach (var state in call.ResponseStream.ReadAllAsync()) last = state;
        return last;
    }

    public async Task<Account> LinkDeviceAsync(string account)
    {
        var flow = await Host.Linking.StartDeviceAsync(Order());
        await DecideAsync(flow.UserCode, account);
        var ended = await EndAsync(flow);
        ended.State.ShouldBe(LinkFlow.Types.State.Completed, ended.ErrorMessage);
        return await AccountAsync(ended.AccountId);
    }

    public async Task<Account> AccountAsync(string id) =>
        (await Host.Admin.ListAccountsAsync(new())).Accounts.Single(account => account.Id == id);

    /// <summary>Signs in as the person would, and answers with the address the browser ends on.</summary>
    public async Task<string> SignInAsync(LinkFlow flow, string choice)
    {
        using var answer = await Browser.GetAsync(new Uri($"{flow.AuthorizeUrl}&{choice}"));
        return answer.Headers.Location?.OriginalString ?? throw new InvalidOperationException(
            await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        _handler.Dispose();
        await Host.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
