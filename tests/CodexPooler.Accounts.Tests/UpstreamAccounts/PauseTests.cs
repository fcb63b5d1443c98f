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
}
