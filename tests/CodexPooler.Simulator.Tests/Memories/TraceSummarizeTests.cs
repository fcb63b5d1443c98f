using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Memories;

public sealed class TraceSummarizeTests
{
    private const string Path = "/backend-api/codex/memories/trace_summarize";

    [Fact]
    public async Task Summarize_TwoTraces_GivesTwoSummariesInOrder()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var traces = new object[] { new { id = "a", items = new[] { 1, 2 } }, new { id = "b", items = Array.Empty<int>() } };

        var (_, body) = await simulator.PostAsync(Path, new { model = "gpt-5.5", traces });

        body["output"]!.AsArray().Select(summary => (string?)summary!["trace_summary"])
            .ShouldBe(["A trace of 2 items.", "A trace of 0 items."]);
    }

    [Fact]
    public async Task Summarize_WithoutTraces_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.PostAsync(Path, new { model = "gpt-5.5" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
