using System.Net;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Usage;

public sealed class UsageTests
{
    [Theory]
    [InlineData("/backend-api/wham/usage")]
    [InlineData("/backend-api/codex/usage")]
    [InlineData("/api/codex/usage")]
    public async Task Usage_BurntAccount_ShowsPercentAndReset(string path)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Burn(simulator, "acct-plus", 5_000_000);

        var (_, usage) = await simulator.GetAsync(path);

        var window = usage["rate_limit"]!["primary_window"]!;
        ((int)window["used_percent"]!).ShouldBe(25);
        ((int)window["limit_window_seconds"]!).ShouldBe(18_000);
        ((long)window["reset_at"]! - DateTimeOffset.UtcNow.ToUnixTimeSeconds()).ShouldBeInRange(17_900, 18_000);
        ((int)usage["rate_limit"]!["secondary_window"]!["limit_window_seconds"]!).ShouldBe(604_800);
    }

    [Fact]
    public async Task Usage_ExhaustedAccount_IsNotAllowedUntilTheWindowResets()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Burn(simulator, "acct-plus", 20_000_000);

        ((bool)(await simulator.GetAsync("/backend-api/wham/usage")).Body["rate_limit"]!["limit_reached"]!).ShouldBeTrue();
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 5 * 3600 + 1 });
        ((bool)(await simulator.GetAsync("/backend-api/wham/usage")).Body["rate_limit"]!["allowed"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Usage_PlanShapes_FreeIsMonthlyAndGoIsWeeklyInThePrimarySlot()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-free", plan = "free" });
        await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-go", plan = "go" });

        var free = (await simulator.GetAsync("/backend-api/wham/usage", "acct-free")).Body["rate_limit"]!;
        var go = (await simulator.GetAsync("/backend-api/wham/usage", "acct-go")).Body["rate_limit"]!;

        ((int)free["primary_window"]!["limit_window_seconds"]!).ShouldBe(2_592_000);
        free["secondary_window"].ShouldBeNull();
        ((int)go["primary_window"]!["limit_window_seconds"]!).ShouldBe(604_800);
    }

    [Fact]
    public async Task Usage_ModelMeter_IsListedAsAnAdditionalLimit()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (_, usage) = await simulator.GetAsync("/backend-api/wham/usage", "acct-pro");

        ((string?)usage["additional_rate_limits"]![0]!["metered_feature"]).ShouldBe("codex_bengalfox");
        ((int)usage["rate_limit_reset_credits"]!["available_count"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Usage_ClockSkewFault_ShiftsTheResetTime()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var right = await ResetAtAsync(simulator);
        await simulator.FaultAsync(new { clock_skew_seconds = 900 }, route: "usage");

        ((await ResetAtAsync(simulator)) - right).ShouldBeInRange(899, 910);
    }

    [Fact]
    public async Task Usage_HtmlChallengeFault_IsACloudflarePage()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { html_challenge = true }, route: "usage");

        var (status, page) = await simulator.GetAsync("/backend-api/wham/usage");

        status.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)page)!.ShouldContain("<html");
    }

    [Fact]
    public async Task AccountsCheck_Workspace_NamesOriginAndOverride()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (_, check) = await simulator.GetAsync("/backend-api/wham/accounts/check", "acct-team");

        var entry = check["accounts"]![0]!;
        ((string?)entry["id"]).ShouldBe("acct-team");
        ((string?)entry["structure"]).ShouldBe("workspace");
        ((string?)entry["workspace_backend_origin"]).ShouldBe("https://chatgpt.com");
        ((string?)entry["account_routing_override"]).ShouldBe("us");
        ((string?)check["default_account_id"]).ShouldBe("acct-team");
    }

    [Theory]
    [InlineData("/backend-api/wham/settings/user")]
    [InlineData("/backend-api/wham/profiles/me")]
    [InlineData("/backend-api/wham/workspace-messages")]
    public async Task AccountRoutes_SignedIn_AnswerJson(string path)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (status, body) = await simulator.GetAsync(path);

        status.ShouldBe(HttpStatusCode.OK);
        body.AsObject().Count.ShouldBeGreaterThan(0);
    }

    private static void Burn(RunningSimulator simulator, string account, long tokens) =>
        simulator.Get<QuotaBooks>().Of(simulator.Get<AccountDirectory>().Find(account)!).Burn(
            null, tokens, DateTimeOffset.UtcNow);

    private static async Task<long> ResetAtAsync(RunningSimulator simulator) =>
        (long)(await simulator.GetAsync("/backend-api/wham/usage")).Body["rate_limit"]!["primary_window"]!["reset_at"]!;
}
