using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Quota.SavedResets;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Quota;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>An account whose week is used in part, and another in the same Pool that could serve in its place.</summary>
internal sealed class ResetScene : IAsyncDisposable
{
    private readonly Backend _backend;
    private readonly AccountsHost _host;
    private readonly Account _account;

    private ResetScene(Backend backend, AccountsHost host, Account account) =>
        (_backend, _host, _account) = (backend, host, account);

    public static async Task<ResetScene> StartAsync(QuotaPlan quota)
    {
        var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", Quota = quota }, new SimulatedAccount { Id = "two" });
        var host = await backend.ServeAsync();
        var pool = await host.CreatePoolAsync("team");
        var accounts = new List<Account>();
        foreach (var id in (string[])["one", "two"])
        {
            var account = await backend.LinkAsync(host, id);
            var membership = new Membership { PoolId = pool.Id, AccountId = account.Id, Enabled = true };
            await host.Admin.SaveMembershipAsync(new() { Membership = membership });
            accounts.Add(account);
        }

        await host.Quota.PollAsync(new() { AccountId = accounts[1].Id });
        return new(backend, host, accounts[0]);
    }

    public async Task SettingsAsync(params (string Name, string Value)[] values)
    {
        var settings = await _host.Admin.GetSettingsAsync(new());
        foreach (var (name, value) in values) settings.Values[name] = value;
        await _host.Admin.SaveSettingsAsync(new() { Settings = settings });
    }

    public Task GrantAsync(int expiresInSeconds) =>
        _backend.PostAsync("_control/accounts/one/saved-resets", new { expires_in_seconds = expiresInSeconds });

    /// <summary>The account's turn, as the poller gives it.</summary>
    public Task PollAsync() => _host.Services.GetRequiredService<UsagePoller>().PollDueAsync(default);

    /// <summary>A turn used up some of the week, and the account is looked at again.</summary>
    public async Task UseAndConsiderAsync(double percent)
    {
        var book = _host.Services.GetRequiredService<QuotaBook>();
        var id = Guid.Parse(_account.Id);
        var week = book.Of(id).Current().Single(window => window.Minutes == WindowPlan.Week);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var used = week with { UsedPercent = percent, ObservedAtMs = now, Source = QuotaSource.StreamEvent };
        book.Absorb(id, AccountEvidence.None.Add([used]));
        book.Of(id).Current().Single(window => window.Minutes == WindowPlan.Week).UsedPercent.ShouldBe(percent);
        var values = InstanceValues.Of(await _host.Admin.GetSettingsAsync(new()));
        await _host.Services.GetRequiredService<ExpiringResets>().ConsiderAsync(_account, values, default);
    }

    public async Task<IReadOnlyList<SavedReset>> LeftAsync() =>
        [.. (await _host.Quota.ListSavedResetsAsync(new() { AccountId = _account.Id })).Resets
            .Where(reset => reset.Status == "available")];

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _backend.DisposeAsync();
    }
}
