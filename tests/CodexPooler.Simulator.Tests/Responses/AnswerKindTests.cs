using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class AnswerKindTests
{
    private const string Pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Post_Refuse_StreamsARefusalPart()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("REFUSE:I cannotEND"));

        events.Last("response.refusal.done")["refusal"]!.ToString().ShouldBe("I cannot");
        events.Items().Single()["content"]![0]!.TypeOf().ShouldBe("refusal");
    }

    [Fact]
    public async Task Post_Incomplete_EndsWithItsReason()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of("INCOMPLETE:max_output_tokensEND"));

        var response = events.Last("response.incomplete")["response"]!;
        response["incomplete_details"]!["reason"]!.ToString().ShouldBe("max_output_tokens");
        (await simulator.LedgerAsync()).Single()["outcome"]!.ToString().ShouldBe("incomplete");
    }

    [Fact]
    public async Task Post_JsonSchema_AnswersAnInstanceOfIt()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var schema = JsonNode.Parse("""
            {"type":"object","required":["kind","items","note"],"properties":{
              "kind":{"enum":["a","b"]},"items":{"type":"array","items":{"$ref":"#/$defs/n"}},"note":{"type":["string","null"]}},
             "$defs":{"n":{"type":"integer","minimum":3}}}
            """);
        var format = new JsonObject { ["type"] = "json_schema", ["name"] = "answer", ["strict"] = true, ["schema"] = schema };

        var events = await simulator.TurnAsync(TurnBody.Of("hi").Set("text", new JsonObject { ["format"] = format }));

        events.Text().ShouldBe("""{"kind":"a","items":[3],"note":"text"}""");
    }

    [Fact]
    public async Task Post_JsonObjectWithoutTheWordJson_IsRefused()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        static JsonObject Asking(string text) =>
            TurnBody.Of(text).Set("text", new JsonObject { ["format"] = new JsonObject { ["type"] = "json_object" } });

        var refused = await simulator.RefusedAsync(Asking("hello"));
        var events = await simulator.TurnAsync(Asking("hello in JSON"));

        refused["error"]!["message"]!.ToString().ShouldContain("must contain the word 'json'");
        JsonNode.Parse(events.Text()).ShouldBeOfType<JsonObject>();
    }

    [Fact]
    public async Task Post_Image_IsSeen()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(WithImage("data:image/png;base64," + Pixel));

        events.Text().ShouldBe("Images seen: image/png of 70 bytes.");
        ((int)events.Usage()["input_tokens"]!).ShouldBeGreaterThan(765);
    }

    [Fact]
    public async Task Post_BytesThatAreNoImage_AreRefused()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var refused = await simulator.RefusedAsync(WithImage("data:image/png;base64,aGVsbG8="));

        refused["error"]!["message"]!.ToString().ShouldStartWith("The image data you provided does not represent a valid image.");
    }

    [Fact]
    public async Task Post_InputBeyondTheContextWindow_FailsInsideTheStream()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(TurnBody.Of(new string('x', 600_000), "gpt-5.3-codex-spark"), "acct-pro");

        events.Types()[^1].ShouldBe("response.failed");
        events[^1]["response"]!["error"]!["code"]!.ToString().ShouldBe("context_length_exceeded");
    }

    private static JsonObject WithImage(string url)
    {
        var message = TurnBody.Message("user", "describe");
        message["content"]!.AsArray().Add(new JsonObject { ["type"] = "input_image", ["image_url"] = url });
        return TurnBody.With("gpt-5.5", message);
    }
}
