using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class ToolCallTests
{
    [Fact]
    public async Task Post_DirectiveForAnOfferedFunction_CallsItAfterOneReasoningItem()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(
            TurnBody.Of("please CALL_TOOL:probe:{\"path\":\"END.txt\"}END now").Offering(TurnBody.Function("probe")));

        events.Items().Select(item => item.TypeOf()).ShouldBe(["reasoning", "function_call"]);
        var call = events.Items()[1];
        call["name"]!.ToString().ShouldBe("probe");
        call["arguments"]!.ToString().ShouldBe("{\"path\":\"END.txt\"}");
        call["call_id"]!.ToString().ShouldStartWith("call_");
        var deltas = events.Where(node => node.TypeOf() == "response.function_call_arguments.delta");
        string.Concat(deltas.Select(node => (string)node["delta"]!)).ShouldBe(call["arguments"]!.ToString());
        events.Last("response.function_call_arguments.done")["item_id"]!.ToString().ShouldBe(call["id"]!.ToString());
    }

    [Fact]
    public async Task Post_DirectiveForACustomTool_SendsItsInputAsWritten()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(
            TurnBody.Of("CALL_TOOL:apply_patch:*** Begin Patch\nEND").Offering(TurnBody.Custom("apply_patch")));

        var call = events.Items()[^1];
        call.TypeOf().ShouldBe("custom_tool_call");
        call["input"]!.ToString().ShouldBe("*** Begin Patch\n");
        events.Types().ShouldContain("response.custom_tool_call_input.delta");
        events.Types().ShouldContain("response.custom_tool_call_input.done");
    }

    [Fact]
    public async Task Post_DirectiveForAToolNotOffered_AnswersWithText()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("CALL_TOOL:probe:{}END").Offering(TurnBody.Function("other")));

        events.Items().Select(item => item.TypeOf()).ShouldBe(["message"]);
    }

    [Fact]
    public async Task Post_InputEndingInToolOutput_AnswersWithText()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var call = TurnBody.Call("call_7");
        var body = TurnBody.With(
            "gpt-5.5", TurnBody.Message("user", "CALL_TOOL:probe:{}END"), call, TurnBody.Output("call_7"));

        var events = await simulator.TurnAsync(body.Offering(TurnBody.Function("probe")));

        events.Items().Select(item => item.TypeOf()).ShouldBe(["message"]);
    }

    [Fact]
    public async Task Post_LiteModelWithAdditionalTools_FindsTheToolInsideItsNamespace()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var added = new JsonObject
        {
            ["type"] = "additional_tools",
            ["role"] = "developer",
            ["tools"] = new JsonArray(new JsonObject
            {
                ["type"] = "namespace",
                ["name"] = "shell",
                ["tools"] = new JsonArray(TurnBody.Custom("exec")),
            }),
        };
        var body = TurnBody.With("gpt-5.6-sol", added, TurnBody.Message("user", "CALL_TOOL:exec:ls END"));
        body.Remove("instructions");

        var events = await simulator.TurnAsync(
            body, change: request => request.Headers.Add("x-openai-internal-codex-responses-lite", "true"));

        events.Items()[^1]["name"]!.ToString().ShouldBe("exec");
        events.Items()[^1]["namespace"]!.ToString().ShouldBe("shell");
    }

    [Fact]
    public async Task Post_StrictSchemaThatIsNotStrict_DropsTheStream()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var tool = TurnBody.Function("probe").Set("strict", true);
        tool["parameters"] = JsonNode.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}""");

        var events = await simulator.TurnAsync(TurnBody.Of("hi").Offering(tool));

        events.Types().ShouldBe(["response.created", "response.in_progress"]);
    }
}
