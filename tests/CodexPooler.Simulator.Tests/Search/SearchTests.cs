using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Search;

public sealed class SearchTests
{
    [Fact]
    public async Task Search_Query_ComesBackInTheResult()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (status, body) = await simulator.PostAsync("/backend-api/codex/alpha/search", new { query = "weather" });

        status.ShouldBe(HttpStatusCode.OK);
        ((string?)body["results"]![0]!["snippet"]).ShouldBe("weather");
        (await simulator.PostAsync("/backend-api/codex/alpha/search", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
