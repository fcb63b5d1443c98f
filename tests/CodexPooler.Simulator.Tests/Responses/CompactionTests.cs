using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class CompactionTests
{
    private static readonly JsonObject Trigger = new() { ["type"] = "compaction_trigger" };

    [Fact]
    public async Task Post_CompactionTrigger_AnswersExactlyOneCompactionItem()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.With("gpt-5.5", TurnBody.Message("user", "hi"), Trigger.DeepClone()));

        events.Items().Single().TypeOf().ShouldBe("compaction");
        events.Items().Single()["id"]!.ToString().ShouldStartWith("cmp_");
        (await simulator.LedgerAsync()).Single()["compaction"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Create_CompactionTriggerOnASocket_ContinuesThePreviousResponse()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        var first = await socket.TurnAsync(TurnBody.Of("hi").Create());
        var id = first.Last("response.completed")["response"]!["id"]!.ToString();

        var events = await socket.TurnAsync(TurnBody.With("gpt-5.5", Trigger.DeepClone()).Create(id));

        events.Items().Single().TypeOf().ShouldBe("compaction");
    }

    [Fact]
    public async Task Post_CompactionOfAnotherAccount_IsInvalidEncryptedContent()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var events = await simulator.TurnAsync(TurnBody.With("gpt-5.5", TurnBody.Message("user", "hi"), Trigger.DeepClone()));
        var item = events.Items().Single().DeepClone();
        var body = TurnBody.With("gpt-5.5", item, TurnBody.Message("user", "more"));

        (await simulator.TurnAsync(body)).Types()[^1].ShouldBe("response.completed");
        using var response = await simulator.PostAsync(body, "acct-pro");

        ((int)response.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task PostCompact_History_KeepsUserMessagesAndOneCompaction()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = TurnBody.With("gpt-5.5", TurnBody.Message("user", "first"), TurnBody.Message("user", "second"));
        body.Remove("stream");
        body.Remove("store");

        using var response = await simulator.PostAsync(
            body, change: request => request.RequestUri = new Uri(TurnClient.Path + "/compact", UriKind.Relative));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(simulator.Deadline))!;
        answer["output"]!.AsArray().Select(item => item!.TypeOf()).ShouldBe(["message", "message", "compaction"]);
        answer["output"]![0]!["content"]![0]!["text"]!.ToString().ShouldBe("first");
        (await simulator.LedgerAsync("responses.compact")).Single()["outcome"]!.ToString().ShouldBe("completed");
    }

    [Fact]
    public async Task PostCompact_StreamMember_FollowsTheSameRules()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync(
            TurnBody.Of("hi").Set("temperature", 1),
            change: request => request.RequestUri = new Uri(TurnClient.Path + "/compact", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(400);
    }
}
