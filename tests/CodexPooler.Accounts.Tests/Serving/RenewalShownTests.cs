using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Serving;

/// <summary>That an account is being renewed is seen while it is so: not longer, and not in what is kept.</summary>
public sealed class RenewalShownTests : IAsyncDisposable
{
    private readonly TaskCompletionSource _release = new();
    private Backend? _backend;

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        if (_backend is not null) await _backend.DisposeAsync();
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Refresh_UnderWay_IsSeenByWatchersAndOperatorsAndNotAudited(string engine)
    {
        await using var host = await HoldAsync(engine);
        var account = await _backend!.LinkAsync(host, "one");
        await using var watcher = new WatchedDirectory(host);

        var renewal = host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id }).ResponseAsync;

        await watcher.UntilAsync(copy => Status(copy, account) == AccountStatus.Refreshing);
        // It serves meanwhile, and an operator's edit does not collide with it.
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
        var shown = await AccountAsync(host);
        (shown.Status, shown.Revision).ShouldBe((AccountStatus.Refreshing, account.Revision));
        _release.SetResult();
        (await renewal).Result.ShouldBe(RefreshOutcome.Types.Result.Refreshed);
        await watcher.UntilAsync(copy => Status(copy, account) == AccountStatus.Active);
        (await AccountAsync(host)).CredentialGeneration.ShouldBe(2);
        var audited = (await host.Admin.ListAuditAsync(new() { Target = $"account:{account.Id}" })).Entries;
        audited.Select(entry => entry.Action).ShouldBe(["account.status", "credential.refresh"], ignoreOrder: true);
        audited.ShouldAllBe(entry => !entry.Details.Contains("Refreshing"));
    }

    [Fact]
    public async Task Refresh_IssuerAway_IsAsBeforeWhenItHasFailed()
    {
        await using var host = await HoldAsync("Sqlite");
        var account = await _backend!.LinkAsync(host, "one");
        await _backend.FaultAsync(new() { Route = "oauth.token", Times = 0, Effect = new() { Status = 503 } });

        var renewal = host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id }).ResponseAsync;
        await Eventually.TrueAsync(
            async () => (await AccountAsync(host)).Status == AccountStatus.Refreshing, "it is seen");
        _release.SetResult();

        (await renewal).Result.ShouldBe(RefreshOutcome.Types.Result.TransientFailure);
        (await AccountAsync(host)).Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task Pause_AccountBeingRenewed_StaysPausedAfterwards()
    {
        await using var host = await HoldAsync("Sqlite");
        var account = await _backend!.LinkAsync(host, "one");
        var renewal = host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id }).ResponseAsync;
        await Eventually.TrueAsync(
            async () => (await AccountAsync(host)).Status == AccountStatus.Refreshing, "it is seen");

        var paused = await host.Admin.PauseAccountAsync(new() { Id = account.Id, Reason = "maintenance" });
        _release.SetResult();
        await renewal;

        paused.Status.ShouldBe(AccountStatus.Paused);
        var now = await AccountAsync(host);
        (now.Status, now.CredentialGeneration).ShouldBe((AccountStatus.Paused, 2));
        (await host.Admin.ResumeAccountAsync(new() { Id = account.Id })).Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task Sweep_RenewerDied_TakesOverWhenItsClaimHasStoodForItsTime()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        _release.SetResult();
        await using var host = await HoldAsync("Sqlite", services => services.AddSingleton<TimeProvider>(clock));
        var account = await _backend!.LinkAsync(host, "one");
        await LeaveBehindAsync(host, account, withClaim: true);
        var sweep = host.Services.GetRequiredService<RefreshSweep>();

        await sweep.SweepAsync(default);
        (await AccountAsync(host)).Status.ShouldBe(AccountStatus.Refreshing);
        clock.Advance(TimeSpan.FromSeconds(51));
        await sweep.SweepAsync(default);

        var now = await AccountAsync(host);
        (now.Status, now.CredentialGeneration).ShouldBe((AccountStatus.Active, 2));
    }

    [Fact]
    public async Task Sweep_RenewerDiedBetweenVaultAndDirectory_IsPutRightAtOnceWithoutAnExchange()
    {
        await using var host = await HoldAsync("Sqlite");
        var account = await _backend!.LinkAsync(host, "one");
        await LeaveBehindAsync(host, account, withClaim: false);

        await host.Services.GetRequiredService<RefreshSweep>().SweepAsync(default);

        var now = await AccountAsync(host);
        (now.Status, now.CredentialGeneration).ShouldBe((AccountStatus.Active, 1));
    }

    private static AccountStatus? Status(WatchedDirectory copy, Account account) =>
        copy.Accounts.GetValueOrDefault(account.Id)?.Status;

    private static async Task<Account> AccountAsync(AccountsHost host) =>
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single();

    private static async Task LeaveBehindAsync(AccountsHost host, Account account, bool withClaim)
    {
        var vault = host.Services.GetRequiredService<ITokenVault>();
        var entry = (await vault.ReadAsync(Guid.Parse(account.Id), default))!;
        var claim = entry.Record with { Status = TokenStatus.Refreshing, AttemptId = Guid.CreateVersion7(), LeaseSeconds = 50 };
        if (withClaim) (await vault.TryWriteAsync(claim, entry.Version, default)).Written.ShouldBeTrue();
        await host.Services.GetRequiredService<DirectoryStore>().ChangeAsync(
            "system",
            async change =>
            {
                var left = await Editors.Accounts.LoadAsync(change, account.Id);
                left.Status = AccountStatus.Refreshing;
                return await Editors.Accounts.StoreAsync(change, left.Id, left.Revision, left, "one");
            },
            default);
    }

    private async Task<AccountsHost> HoldAsync(string engine, Action<IServiceCollection>? configure = null)
    {
        _backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        return await AccountsHost.StartAsync(
            engine,
            services =>
            {
                HeldExchange.Add(services, _release.Task);
                configure?.Invoke(services);
            },
            ("Accounts:Issuer:Url", _backend.Address.OriginalString));
    }
}
