using System.Net;
using System.Text.Json;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

/// <summary>
/// From a client's header through the ledger and back to the router: a project that has used up its budget waits.
/// </summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task Turn_ProjectsBudgetIsUsedUp_IsRefusedUntilItsWindowEndsOthersAreServed()
    {
        await using var topology = await StandaloneTopology.StartAsync("--demo", "--simulator-port", $"{FreePort.Next()}");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(topology.DataFolder, "demo.json")), "the demo is told");
        using var client = await DemoClient.OfAsync(topology);
        using var owner = new LocalOperator(topology.DataFolder);
        await owner.Ledger.SaveBudgetAsync(new Budget
        {
            Name = "atlas a day",
            Subject = Dimension.Project,
            SubjectId = "atlas",
            Metric = BudgetMetric.Turns,
            Window = BudgetWindow.Day,
            Limit = 1,
            Enforced = true,
        });

        await Eventually.TrueAsync(() => client.ServesAsync("atlas"), () => $"the first turn is served:\n{topology.Member.Log}");
        await Eventually.TrueAsync(
            async () => !await client.ServesAsync("atlas"), () => $"the budget is used up:\n{topology.Member.Log}");

        using var refused = await client.BeginTurnAsync("atlas");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var error = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("usage_limit_reached");
        DateTimeOffset.FromUnixTimeSeconds(error.GetProperty("resets_at").GetInt64()).TimeOfDay.ShouldBe(TimeSpan.Zero);
        (await client.ServesAsync("borealis")).ShouldBeTrue();
        (await client.ServesAsync()).ShouldBeTrue();
    }
}
