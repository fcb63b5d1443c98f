using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class ReasoningTests
{
    [Fact]
    public async Task Post_EncryptedContentAsked_ComesWithTheReasoningItem()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(Thinking("SAY:okEND"));

        var item = events.Items()[0];
        item.TypeOf().ShouldBe("reasoning");
        item["encrypted_content"]!.ToString().ShouldStartWith("gAAAA");
        item["summary"]![0]!["text"]!.ToString().ShouldNotBeEmpty();
        events.Types().ShouldContain("response.reasoning_summary_part.added");
        events.Types().ShouldContain("response.reasoning_summary_text.delta");
        events.Types().ShouldContain("response.reasoning_summary_part.done");
        ((int)events.Usage()["output_tokens_details"]!["reasoning_tokens"]!).ShouldBe(32);
    }

    [Fact]
    public async Task Post_OwnReasoningReplayed_IsAccepted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var item = (await simulator.TurnAsync(Thinking("hi"))).Items()[0].DeepClone();

        var events = await simulator.TurnAsync(TurnBody.With("gpt-5.5", item, TurnBody.Message("user", "more")));

        events.Types()[^1].ShouldBe("response.completed");
    }

    [Theory]
    [InlineData("acct-pro", "organization_id did not match")]
    [InlineData("acct-team", "organization_id did not match")]
    public async Task Post_ReasoningOfAnotherAccount_IsInvalidEncryptedContent(string other, string reason)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var item = (await simulator.TurnAsync(Thinking("hi"))).Items()[0].DeepClone();

        using var response = await simulator.PostAsync(TurnBody.With("gpt-5.5", item, TurnBody.Message("user", "more")), other);

        var refused = JsonNode.Parse(await response.Content.ReadAsStringAsync(simulator.Deadline))!;
        ((int)response.StatusCode).ShouldBe(400);
        refused["error"]!["code"]!.ToString().ShouldBe("invalid_encrypted_content");
        refused["error"]!["message"]!.ToString().ShouldContain(reason);
    }

    [Fact]
    public async Task Post_TwoAccountsOfOneWorkspace_ReadEachOther()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(
            HttpMethod.Post, "accounts", new { id = "acct-team-2", plan = "team", workspace_id = "ws-team" });
        var item = (await simulator.TurnAsync(Thinking("hi"), "acct-team")).Items()[0].DeepClone();

        var events = await simulator.TurnAsync(TurnBody.With("gpt-5.5", item, TurnBody.Message("user", "more")), "acct-team-2");

        events.Types()[^1].ShouldBe("response.completed");
    }

    [Fact]
    public async Task Post_TamperedContent_IsInvalidEncryptedContent()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var item = new JsonObject
        {
            ["type"] = "reasoning",
            ["summary"] = new JsonArray(),
            ["encrypted_content"] = "gAAAAABnonsense",
        };

        var refused = await simulator.RefusedAsync(TurnBody.With("gpt-5.5", item, TurnBody.Message("user", "more")));

        refused["error"]!["code"]!.ToString().ShouldBe("invalid_encrypted_content");
    }

    private static JsonObject Thinking(string text) => TurnBody.Of(text)
        .Set("include", new JsonArray("reasoning.encrypted_content"))
        .Set("reasoning", new JsonObject { ["effort"] = "medium", ["summary"] = "auto" });
}
