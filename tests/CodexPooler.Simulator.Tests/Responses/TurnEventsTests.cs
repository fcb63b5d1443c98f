using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class TurnEventsTests
{
    [Fact]
    public async Task Post_PlainPrompt_SendsEventsInUpstreamOrder()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("SAY:helloEND"));

        events.Types().ShouldBe([
            "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
            "response.output_text.delta", "response.output_text.done", "response.content_part.done",
            "response.output_item.done", "response.completed",
        ]);
        events.Select(node => (int)node["sequence_number"]!).ShouldBe(Enumerable.Range(0, 9));
        events.Last("response.output_text.done")["text"]!.ToString().ShouldBe("hello");
        events.Items().Single()["content"]![0]!["text"]!.ToString().ShouldBe("hello");
    }

    [Fact]
    public async Task Post_Completed_CarriesIdAndUsageButNoOutput()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("TOKENS:50END"));

        var response = events.Last("response.completed")["response"]!;
        response["output"]!.AsArray().ShouldBeEmpty();
        response["id"]!.ToString().ShouldStartWith("resp_");
        ((int)response["usage"]!["output_tokens"]!).ShouldBe(50);
        ((bool)response["end_turn"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Post_SamePromptTwice_GivesTheSameWords()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var first = await simulator.TurnAsync(TurnBody.Of("tell me"));
        var second = await simulator.TurnAsync(TurnBody.Of("tell me"));
        var other = await simulator.TurnAsync(TurnBody.Of("tell me more"));

        first.Text().Split(' ').Length.ShouldBe(32);
        second.Text().ShouldBe(first.Text());
        other.Text().ShouldNotBe(first.Text());
    }

    [Fact]
    public async Task Post_TextWithQuotesAndNewlines_IsEscapedInDeltasAndWholeInItem()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        const string Awkward = "say \"hi\"\n\tback\\slash and 😀 emoji";

        var events = await simulator.TurnAsync(TurnBody.Of($"SAY:{Awkward}END"));

        events.Text().ShouldBe(Awkward);
        events.Items().Single()["content"]![0]!["text"]!.ToString().ShouldBe(Awkward);
    }

    [Fact]
    public async Task Post_Continue_EndsWithEndTurnFalse()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("CONTINUE:yesEND"));

        ((bool)events.Last("response.completed")["response"]!["end_turn"]!).ShouldBeFalse();
    }
}
