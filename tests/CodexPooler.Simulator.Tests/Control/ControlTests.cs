using System.Net;
using System.Net.Http.Json;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task Accounts_Start_AreThreeOfDifferentPlans()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var answer = await simulator.ControlAsync(HttpMethod.Get, "accounts");

        answer["accounts"]!.AsArray().Select(account => (string?)account!["plan"]).ShouldBe(["plus", "pro", "team"]);
    }

    [Fact]
    public async Task PostAccount_NewAccount_IsListedWithAToken()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var created = await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-free", plan = "free" });

        ((string?)created["access_token"]).ShouldNotBeNullOrEmpty();
        var quota = await simulator.ControlAsync(HttpMethod.Get, "accounts/acct-free/quota");
        ((int?)quota["account"]!["windows"]![0]!["minutes"]).ShouldBe(43_200);
    }

    [Fact]
    public async Task PostFault_MisspeltMember_IsRefused()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.Http.PostAsJsonAsync(
            "/_control/faults", new { effect = new { statis = 500 } }, simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(simulator.Deadline)).ShouldContain("statis");
    }

    [Fact]
    public async Task PostClock_Advance_MovesNow()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var answer = await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 3600 });

        ((DateTimeOffset)answer["now"]!).ShouldBe(DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Reset_AfterChanges_RestoresTheStart()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-free", plan = "free" });
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 3600 });
        await simulator.FaultAsync(new { status = 500 });

        await simulator.ControlAsync(HttpMethod.Post, "reset");

        (await simulator.ControlAsync(HttpMethod.Get, "accounts"))["accounts"]!.AsArray().Count.ShouldBe(3);
        (await simulator.ControlAsync(HttpMethod.Get, "faults"))["faults"]!.AsArray().ShouldBeEmpty();
        ((double)(await simulator.ControlAsync(HttpMethod.Get, "clock"))["offset_seconds"]!).ShouldBe(0);
    }
}
