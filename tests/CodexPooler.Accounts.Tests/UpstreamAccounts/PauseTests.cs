using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Tests.UpstreamAccounts;

public sealed class PauseTests
{
    [Fact]
    public async Task Pause_UntilATime_EndsByItselfThenAndNotBefore()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "acct-plus");
        var until = DateTimeOffset.UtcNow.AddSeconds(3);
        var paused = await host.Admin.PauseAccountAsync(
            new() { Id = account.Id, Reason = "maintenance", Until = Timestamp.FromDateTimeOffset(until) });
        paused.Status.ShouldBe(AccountStatus.Paused);

        Account now = paused;
        await Eventually.TrueAsync(
            async () => (now = (await host.Admin.ListAccountsAsync(new())).Accounts.Single()).Status == AccountStatus.Active,
            "the pause ends");

        DateTimeOffset.UtcNow.ShouldBeGreaterThanOrEqualTo(until);
        (now.Pause, now.StatusReason).ShouldBe((null, ""));
    }

    [Fact]
    public async Task Pause_ByAPerson_NeitherReplacedNorEndedByAnAutomaticOne()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "acct-plus");
        await host.Admin.PauseAccountAsync(new() { Id = account.Id, Reason = "mine" });

        var kept = await host.Admin.PauseAccountAsync(new() { Id = account.Id, Reason = "errors", Automatic = true });

        (kept.Pause.Reason, kept.Pause.Automatic).ShouldBe(("mine", false));
    }

    [Fact]
    public async Task Pause_AccountThatNeedsItsOwner_KeepsSayingSoBeforeAndAfter()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "acct-plus");
        await backend.PostAsync("_control/accounts/acct-plus/refresh-tokens", new { state = "spent" });
        await host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id });

        var paused = await host.Admin.PauseAccountAsync(new() { Id = account.Id, Reason = "holiday" });
        var resumed = await host.Admin.ResumeAccountAsync(new() { Id = account.Id });

        foreach (var seen in (Account[])[paused, resumed])
        {
            seen.Status.ShouldBe(AccountStatus.ReauthRequired);
            seen.StatusReason.ShouldContain("Link the account again");
        }

        (paused.Pause.Reason, resumed.Pause).ShouldBe(("holiday", null));
    }
}
