using System.Net;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.SavedResets;

public sealed class SavedResetTests
{
    private const string List = "/backend-api/wham/rate-limit-reset-credits";
    private const string Consume = List + "/consume";

    [Fact]
    public async Task List_AccountWithTwo_NamesBothAsAvailable()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (_, body) = await simulator.GetAsync(List, "acct-pro");

        ((int)body["available_count"]!).ShouldBe(2);
        body["credits"]!.AsArray().ShouldAllBe(credit => (string?)credit!["status"] == "available");
    }

    [Fact]
    public async Task Consume_BurntAccount_StartsItsWindowsAfresh()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Burn(simulator);

        var code = await ConsumeAsync(simulator, "request-1");

        code.ShouldBe("reset");
        var usage = (await simulator.GetAsync("/backend-api/wham/usage", "acct-pro")).Body;
        ((int)usage["rate_limit"]!["primary_window"]!["used_percent"]!).ShouldBe(0);
        ((int)usage["rate_limit_reset_credits"]!["available_count"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Consume_SameRequestTwice_SpendsOne()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Burn(simulator);

        (await ConsumeAsync(simulator, "request-1")).ShouldBe("reset");
        Burn(simulator);
        (await ConsumeAsync(simulator, "request-1")).ShouldBe("already_redeemed");

        ((int)(await simulator.GetAsync(List, "acct-pro")).Body["available_count"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Consume_FreshAccountOrSpentCreditOrNone_ChangesNothing()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await ConsumeAsync(simulator, "request-1")).ShouldBe("nothing_to_reset");
        Burn(simulator);
        (await ConsumeAsync(simulator, "request-2", "rlrc_unknown")).ShouldBe("no_credit");
        (await ConsumeAsync(simulator, "request-3", account: "acct-plus")).ShouldBe("no_credit");
        ((int)(await simulator.GetAsync(List, "acct-pro")).Body["available_count"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Grant_ShortLived_ExpiresByTheClockAndIsSpentFirst()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "accounts/acct-pro/saved-resets", new { expires_in_seconds = 60 });
        Burn(simulator);

        await ConsumeAsync(simulator, "request-1");

        var credits = (await simulator.GetAsync(List, "acct-pro")).Body["credits"]!.AsArray();
        credits.Select(credit => (string?)credit!["status"]).ShouldBe(["available", "available", "redeemed"]);
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 31 * 24 * 3600 });
        ((int)(await simulator.GetAsync(List, "acct-pro")).Body["available_count"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Consume_WithoutRequestId_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.PostAsync(Consume, new { credit_id = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string?> ConsumeAsync(
        RunningSimulator simulator, string requestId, string? creditId = null, string account = "acct-pro")
    {
        var body = new JsonObject { ["redeem_request_id"] = requestId };
        if (creditId is not null) body["credit_id"] = creditId;
        return (string?)(await simulator.PostAsync(Consume, body, account)).Body["code"];
    }

    private static void Burn(RunningSimulator simulator) => simulator.Get<QuotaBooks>()
        .Of(simulator.Get<AccountDirectory>().Find("acct-pro")!).Burn(null, 50_000_000, DateTimeOffset.UtcNow);
}
