using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Quota.SavedResets;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Quota;

public sealed class SavedResetTests
{
    [Fact]
    public async Task List_TellsWhatIsSavedAndWhenItEnds()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one", SavedResets = 2 });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");

        var resets = (await host.Quota.ListSavedResetsAsync(new() { AccountId = account.Id })).Resets;

        resets.Count.ShouldBe(2);
        resets.ShouldAllBe(
            reset => reset.Status == "available" && reset.ExpiresAt.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(29));
    }

    [Fact]
    public async Task Redeem_Repeated_SpendsOneAndUnlocksAtOnce()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 2, Quota = Exhausted.Week });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        (await host.Quota.PollAsync(new() { AccountId = account.Id })).Windows.ShouldContain(window => window.UsedPercent == 100);
        var wish = new RedeemSavedResetRequest { AccountId = account.Id, RequestId = "wish-1" };

        var first = await host.Quota.RedeemSavedResetAsync(wish);
        var second = await host.Quota.RedeemSavedResetAsync(wish);

        first.State.ShouldBe("applied");
        first.Quota.Windows.ShouldAllBe(window => window.UsedPercent == 0);
        second.State.ShouldBe("applied");
        (await LeftAsync(host, account)).ShouldBe(1);
    }

    [Fact]
    public async Task Redeem_AnswerLost_StaysPendingAndTheRepetitionSpendsTheSameOne()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 2, Quota = Exhausted.Week });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(new() { Route = "saved_resets.consume", Effect = new() { Status = 502 } });
        var wish = new RedeemSavedResetRequest { AccountId = account.Id, RequestId = "wish-1" };

        var first = await host.Quota.RedeemSavedResetAsync(wish);
        var second = await host.Quota.RedeemSavedResetAsync(wish);

        first.State.ShouldBe("pending");
        second.State.ShouldBe("applied");
        (await LeftAsync(host, account)).ShouldBe(1);
    }

    [Fact]
    public async Task Rescue_InterruptedRedemption_RepeatedAfterAPauseWithItsOwnId()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 2, Quota = Exhausted.Week });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(new() { Route = "saved_resets.consume", Effect = new() { Status = 502 } });
        var wish = new RedeemSavedResetRequest { AccountId = account.Id, RequestId = "wish-1" };
        (await host.Quota.RedeemSavedResetAsync(wish)).State.ShouldBe("pending");
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var rescue = ActivatorUtilities.CreateInstance<RedeemRescue>(host.Services, clock);

        await rescue.RepeatDueAsync(default);
        (await LeftAsync(host, account)).ShouldBe(2);
        clock.Advance(TimeSpan.FromSeconds(61));
        await rescue.RepeatDueAsync(default);

        (await LeftAsync(host, account)).ShouldBe(1);
        (await host.Quota.RedeemSavedResetAsync(wish)).State.ShouldBe("applied");
        (await LeftAsync(host, account)).ShouldBe(1);
        // The system brought it to its end; who had wished it is known all the same.
        var audited = (await host.Admin.ListAuditAsync(new())).Entries.First(entry => entry.Action == "saved_reset.redeem");
        (audited.Actor, audited.Outcome).ShouldBe(("system", "applied"));
        audited.Details.ShouldContain("local operator");
    }

    [Fact]
    public async Task Rescue_NeverAClearAnswer_GivenUpAfterTheLadder()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 2, Quota = Exhausted.Week });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(new() { Route = "saved_resets.consume", Times = 0, Effect = new() { Status = 502 } });
        var wish = new RedeemSavedResetRequest { AccountId = account.Id, RequestId = "wish-1" };
        await host.Quota.RedeemSavedResetAsync(wish);
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var rescue = ActivatorUtilities.CreateInstance<RedeemRescue>(host.Services, clock);

        for (var hour = 0; hour < 14; hour++)
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            await rescue.RepeatDueAsync(default);
        }

        (await host.Quota.RedeemSavedResetAsync(wish)).State.ShouldBe("abandoned");
        // The first, and one a step of the ladder.
        (await backend.LedgerAsync("saved_resets.consume")).Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("off", 0, 1, 2)]
    [InlineData("blocked", 0, 1, 1)]
    [InlineData("blocked", 2, 1, 2)]
    [InlineData("blocked", 0, 2, 2)]
    public async Task Automatic_RedeemsOnlyWhenAllowedNeededAndNotToBeKept(string mode, int keep, int accounts, int left)
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 2, Quota = Exhausted.Week }, new SimulatedAccount { Id = "two" });
        await using var host = await backend.ServeAsync();
        await host.Admin.SaveSettingsAsync(new()
        {
            Settings = new() { Values = { ["saved_resets.automatic"] = mode, ["saved_resets.keep"] = keep.ToString() } },
        });
        var pool = await host.CreatePoolAsync("team");
        var account = await backend.LinkAsync(host, "one");
        await host.Admin.SaveMembershipAsync(
            new() { Membership = new() { PoolId = pool.Id, AccountId = account.Id, Enabled = true } });
        if (accounts == 2)
        {
            var sibling = await backend.LinkAsync(host, "two");
            await host.Admin.SaveMembershipAsync(
                new() { Membership = new() { PoolId = pool.Id, AccountId = sibling.Id, Enabled = true } });
            await host.Quota.PollAsync(new() { AccountId = sibling.Id });
        }

        await host.Services.GetRequiredService<UsagePoller>().PollDueAsync(default);

        (await LeftAsync(host, account)).ShouldBe(left);
    }

    private static async Task<int> LeftAsync(AccountsHost host, Account account) =>
        (await host.Quota.ListSavedResetsAsync(new() { AccountId = account.Id })).Resets.Count(
            reset => reset.Status == "available");
}
