using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses.Sockets;

public sealed class SocketTurnTests
{
    [Fact]
    public async Task Create_FullInput_SendsLimitsAndMetadataBeforeCreated()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var events = await socket.TurnAsync(TurnBody.Of("SAY:helloEND").Create());

        events.Types().Take(4)
            .ShouldBe(["codex.rate_limits", "codex.response.metadata", "response.metadata", "response.created"]);
        events.Types().TakeLast(2).ShouldBe(["responsesapi.websocket_timing", "response.completed"]);
        events.Text().ShouldBe("hello");
        events[0]["plan_type"]!.ToString().ShouldBe("plus");
        events[2]["headers"]!["x-codex-turn-state"]!.ToString().Length.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Create_GenerateFalse_AnswersTwoFramesWithoutUsage()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var events = await socket.TurnAsync(TurnBody.With("gpt-5.5").Set("generate", false).Create());

        events.Types().ShouldBe(["response.created", "response.completed"]);
        ((int)events.Usage()["total_tokens"]!).ShouldBe(0);
        (await simulator.LedgerAsync()).Single()["prewarm"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AfterPrewarm_ContinuesFromItsId()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        var warm = await socket.TurnAsync(TurnBody.With("gpt-5.5").Set("generate", false).Create());
        var warmId = warm.Last("response.completed")["response"]!["id"]!.ToString();

        var events = await socket.TurnAsync(TurnBody.Of("SAY:onEND").Create(warmId));

        events.Text().ShouldBe("on");
        events.Last("response.completed")["response"]!["previous_response_id"]!.ToString().ShouldBe(warmId);
    }

    [Fact]
    public async Task Create_ToolFollowUp_KnowsTheCallFromMemory()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        var called = await socket.TurnAsync(TurnBody.Of("CALL_TOOL:probe:{}END").Offering(TurnBody.Function("probe")).Create());
        var id = called.Last("response.completed")["response"]!["id"]!.ToString();
        var callId = called.Items()[^1]["call_id"]!.ToString();

        var unanswered = await socket.TurnAsync(TurnBody.Of("well?").Create(id));
        var answered = await socket.TurnAsync(TurnBody.With("gpt-5.5", TurnBody.Output(callId)).Create(id));

        unanswered.Single()["error"]!["message"]!.ToString().ShouldBe($"No tool output found for function call {callId}.");
        answered.Types()[^1].ShouldBe("response.completed");
        ((int)answered.Usage()["input_tokens"]!).ShouldBeGreaterThan((int)called.Usage()["input_tokens"]!);
    }

    [Fact]
    public async Task Create_PreviousIdOfAnotherSocket_IsNotFound()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await SimulatedSocket.ConnectAsync(simulator);
        using var second = await SimulatedSocket.ConnectAsync(simulator);
        var events = await first.TurnAsync(TurnBody.Of("hi").Create());

        var refused = await second.TurnAsync(
            TurnBody.Of("again").Create(events.Last("response.completed")["response"]!["id"]!.ToString()));

        ((int)refused.Single()["status"]!).ShouldBe(400);
        refused.Single()["error"]!["code"]!.ToString().ShouldBe("previous_response_not_found");
    }

    [Fact]
    public async Task Create_TwoFramesAtOnce_AreAnsweredOneAfterTheOther()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        await socket.SendAsync(TurnBody.Of("SAY:firstEND").Create());
        var events = (await socket.TurnAsync(TurnBody.Of("SAY:secondEND").Create())).ToList();
        events.Text().ShouldBe("first");
        while (events.Count(node => node.TypeOf() == "response.completed") < 2) events.Add((await socket.ReceiveAsync())!);

        events.Text().ShouldBe("firstsecond");
    }

    [Fact]
    public async Task Create_UnknownFrameTypes_AreIgnored()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        await socket.SendAsync(new JsonObject { ["type"] = "response.processed", ["response_id"] = "resp_1" });
        var events = await socket.TurnAsync(TurnBody.Of("SAY:stillEND").Create());

        events.Text().ShouldBe("still");
    }

    [Fact]
    public async Task Create_SocketOlderThanAnHour_IsToldTheConnectionLimit()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 3601 });

        var events = await socket.TurnAsync(TurnBody.Of("hi").Create());

        events.Single()["error"]!["code"]!.ToString().ShouldBe("websocket_connection_limit_reached");
        (await socket.ReceiveAsync()).ShouldBeNull();
    }
}
