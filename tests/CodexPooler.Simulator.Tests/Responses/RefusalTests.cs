using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("stream", "false", "Stream must be set to true")]
    [InlineData("stream", null, "Stream must be set to true")]
    [InlineData("store", "true", "Store must be set to false")]
    [InlineData("store", null, "Store must be set to false")]
    [InlineData("instructions", null, "Instructions are required")]
    [InlineData("instructions", "\" \"", "Instructions are required")]
    [InlineData("input", "\"hello\"", "Input must be a list")]
    [InlineData("model", "\"gpt-2\"", "The 'gpt-2' model is not supported when using Codex with a ChatGPT account.")]
    [InlineData("service_tier", "\"flex\"", "Unsupported service_tier: flex")]
    [InlineData("service_tier", "\"auto\"", "Unsupported service_tier: auto")]
    public async Task Post_TopLevelRuleBroken_SaysWhichInDetail(string member, string? value, string detail)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = TurnBody.Of("hi");
        if (value is null) body.Remove(member);
        else body[member] = JsonNode.Parse(value);

        var refused = await simulator.RefusedAsync(body);

        refused["detail"]!.ToString().ShouldBe(detail);
    }

    [Theory]
    [InlineData("max_output_tokens")]
    [InlineData("temperature")]
    [InlineData("top_p")]
    [InlineData("top_logprobs")]
    [InlineData("user")]
    [InlineData("truncation")]
    [InlineData("metadata")]
    [InlineData("stream_options")]
    [InlineData("previous_response_id")]
    [InlineData("prompt_cache_retention")]
    [InlineData("safety_identifier")]
    [InlineData("context_management")]
    [InlineData("messages")]
    [InlineData("generate")]
    public async Task Post_ParameterOfThePlatform_IsUnsupported(string name)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var refused = await simulator.RefusedAsync(TurnBody.Of("hi").Set(name, "x"));

        refused["detail"]!.ToString().ShouldBe($"Unsupported parameter: {name}");
    }

    [Theory]
    [InlineData("""{"type":"message","role":"system","content":[]}""", null)]
    [InlineData("""{"role":"user","content":"hi"}""", "input[0].content")]
    [InlineData("""{"type":"message","role":"user","content":[],"foo":1}""", "input[0].foo")]
    [InlineData("""{"type":"message","role":"user","content":[],"id":"item_1"}""", "input[0].id")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":"","id":"msg_1"}""", "input[0].id")]
    [InlineData("""{"type":"telepathy"}""", "input[0]")]
    public async Task Post_BadItem_NamesThePlace(string item, string? param)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var refused = await simulator.RefusedAsync(TurnBody.With("gpt-5.5", JsonNode.Parse(item)!));

        if (param is null) refused["detail"]!.ToString().ShouldBe("System messages are not allowed");
        else refused["error"]!["param"]!.ToString().ShouldBe(param);
    }

    [Fact]
    public async Task Post_ItemIdOver64Characters_IsTooLong()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var item = TurnBody.Message("user", "hi").Set("id", "msg_" + new string('1', 61));

        var refused = await simulator.RefusedAsync(TurnBody.With("gpt-5.5", item));

        refused["error"]!["code"]!.ToString().ShouldBe("string_above_max_length");
    }

    [Fact]
    public async Task Post_EffortTheModelLacks_IsUnsupportedValue()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var body = TurnBody.Of("hi").Set("reasoning", new JsonObject { ["effort"] = "none" });

        var refused = await simulator.RefusedAsync(body);

        refused["error"]!["code"]!.ToString().ShouldBe("unsupported_value");
        refused["error"]!["param"]!.ToString().ShouldBe("reasoning.effort");
    }

    [Fact]
    public async Task Post_ModelOfAnotherPlan_IsNotSupported()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var refused = await simulator.RefusedAsync(TurnBody.Of("hi", "gpt-5.3-codex-spark"));

        refused["detail"]!.ToString().ShouldContain("not supported when using Codex");
        (await simulator.TurnAsync(TurnBody.Of("hi", "gpt-5.3-codex-spark"), "acct-pro")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Post_CallWithoutItsOutput_NamesTheCall()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var call = TurnBody.Call("call_7");

        var refused = await simulator.RefusedAsync(TurnBody.With("gpt-5.5", TurnBody.Message("user", "go"), call));

        refused["error"]!["message"]!.ToString().ShouldBe("No tool output found for function call call_7.");
    }

    [Fact]
    public async Task Post_DeveloperMessageInsteadOfInstructions_IsServed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = TurnBody.With("gpt-5.5", TurnBody.Message("developer", "Be brief."), TurnBody.Message("user", "SAY:okEND"));
        body.Remove("instructions");

        (await simulator.TurnAsync(body)).Text().ShouldBe("ok");
    }

    [Fact]
    public async Task Post_NotJson_IsRefused()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync([], change: request => request.Content = new StringContent("{"));

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(simulator.Deadline)).ShouldContain("not valid JSON");
    }
}
