using System.Globalization;
using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class QuotaTests
{
    [Fact]
    public async Task Post_Turn_BurnsTheWindowsItReports()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SmallAsync(
            simulator,
            [
                new { slot = "primary", minutes = 300, tokens = 1000 },
                new { slot = "secondary", minutes = 10_080, tokens = 10_000 },
            ]);

        using var first = await simulator.PostAsync(TurnBody.Of("TOKENS:200END"), "acct-small");
        await first.Content.ReadAsStringAsync(simulator.Deadline);
        using var second = await simulator.PostAsync(TurnBody.Of("TOKENS:200END"), "acct-small");

        Header(first, "x-codex-primary-used-percent").ShouldBe(0);
        Header(second, "x-codex-primary-used-percent").ShouldBeInRange(20, 30);
        Header(second, "x-codex-secondary-used-percent").ShouldBeInRange(2, 3);
        Header(second, "x-codex-primary-window-minutes").ShouldBe(300);
        Header(second, "x-codex-primary-reset-at").ShouldBe(DateTimeOffset.UtcNow.AddHours(5).ToUnixTimeSeconds(), 60);
        second.Headers.GetValues("x-codex-plan-type").Single().ShouldBe("plus");
        second.Headers.GetValues("x-codex-credits-has-credits").Single().ShouldBe("False");
    }

    [Fact]
    public async Task Post_ExhaustedAccount_Is429UntilTheClockResetsTheWindow()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SmallAsync(simulator, [new { slot = "primary", minutes = 300, tokens = 100, used_tokens = 100 }]);

        var refused = await simulator.RefusedAsync(TurnBody.Of("hi"), HttpStatusCode.TooManyRequests, "acct-small");
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 300 * 60 });
        var events = await simulator.TurnAsync(TurnBody.Of("hi"), "acct-small");

        refused["error"]!["type"]!.ToString().ShouldBe("usage_limit_reached");
        refused["error"]!["plan_type"]!.ToString().ShouldBe("plus");
        ((long)refused["error"]!["resets_in_seconds"]!).ShouldBeInRange(17_900, 18_000);
        events.Types()[^1].ShouldBe("response.completed");
        (await simulator.LedgerAsync())[0]["outcome"]!.ToString().ShouldBe("usage_limit");
    }

    [Fact]
    public async Task Create_ExhaustedAccount_IsAnErrorFrameWithStatusCode()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SmallAsync(simulator, [new { slot = "primary", minutes = 10_080, tokens = 100, used_tokens = 100 }]);
        using var socket = await SimulatedSocket.ConnectAsync(simulator, "acct-small");

        var frame = (await socket.TurnAsync(TurnBody.Of("hi").Create())).Single();

        ((int)frame["status_code"]!).ShouldBe(429);
        frame["error"]!["type"]!.ToString().ShouldBe("usage_limit_reached");
        frame["headers"]!["x-codex-primary-window-minutes"]!.ToString().ShouldBe("10080");
        frame["headers"]!["x-codex-primary-used-percent"]!.ToString().ShouldBe("100");
    }

    [Fact]
    public async Task Post_ExhaustedWithCredits_IsServed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await SmallAsync(
            simulator,
            [new { slot = "primary", minutes = 300, tokens = 100, used_tokens = 100 }],
            new { has_credits = true, unlimited = false, balance = "12.5" });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"), "acct-small");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("x-codex-credits-balance").Single().ShouldBe("12.5");
    }

    [Fact]
    public async Task Post_ModelWithAMeter_BurnsTheMeterOnly()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var first = await simulator.PostAsync(TurnBody.Of("TOKENS:200000END", "gpt-5.3-codex-spark"), "acct-pro");
        await first.Content.ReadAsStringAsync(simulator.Deadline);
        using var second = await simulator.PostAsync(TurnBody.Of("hi", "gpt-5.3-codex-spark"), "acct-pro");

        Header(second, "x-codex-bengalfox-primary-used-percent").ShouldBeGreaterThan(0.3);
        second.Headers.GetValues("x-codex-bengalfox-limit-name").Single().ShouldBe("GPT-5.3-Codex-Spark");
        second.Headers.GetValues("x-codex-active-limit").Single().ShouldBe("codex_bengalfox");
        Header(second, "x-codex-primary-used-percent").ShouldBe(0);
    }

    [Theory]
    [InlineData("free", 43_200)]
    [InlineData("go", 10_080)]
    [InlineData("plus", 300)]
    public async Task Create_PlanShapes_AreToldInTheRateLimitEvent(string plan, int minutes)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-shape", plan });
        using var socket = await SimulatedSocket.ConnectAsync(simulator, "acct-shape");

        var limits = (await socket.TurnAsync(TurnBody.Of("hi").Create()))[0]["rate_limits"]!;

        ((int)limits["primary"]!["window_minutes"]!).ShouldBe(minutes);
        (limits["secondary"] is null).ShouldBe(plan != "plus");
    }

    private static async Task SmallAsync(RunningSimulator simulator, object[] windows, object? credits = null) =>
        await simulator.ControlAsync(
            HttpMethod.Post, "accounts", new { id = "acct-small", plan = "plus", quota = new { windows }, credits });

    private static double Header(HttpResponseMessage response, string name) =>
        double.Parse(response.Headers.GetValues(name).Single(), CultureInfo.InvariantCulture);
}
