using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class PromptCacheTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("a fairly long preamble ", 400));

    [Fact]
    public async Task Post_SamePrefixOnTheSameAccount_IsCachedTheSecondTime()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var first = await CachedAsync(simulator, Turn("one"));
        var second = await CachedAsync(simulator, Turn("one", "two"));

        first.ShouldBe(0);
        second.ShouldBeGreaterThan(2000);
        (second % 128).ShouldBe(0);
    }

    [Fact]
    public async Task Post_SamePrefixOnAnotherAccountOrKey_IsCold()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await CachedAsync(simulator, Turn("one"));

        (await CachedAsync(simulator, Turn("one"), "acct-pro")).ShouldBe(0);
        (await CachedAsync(simulator, Turn("one").Set("prompt_cache_key", "other"))).ShouldBe(0);
    }

    [Fact]
    public async Task Post_ShortPrompt_IsNeverCached()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await CachedAsync(simulator, TurnBody.Of("short"));

        (await CachedAsync(simulator, TurnBody.Of("short"))).ShouldBe(0);
    }

    [Fact]
    public async Task Post_AfterTenIdleMinutes_IsColdAgain()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await CachedAsync(simulator, Turn("one"));
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 601 });

        (await CachedAsync(simulator, Turn("one"))).ShouldBe(0);
    }

    [Fact]
    public async Task Post_ReplayOfASocketConversation_HitsWhatTheSocketWarmed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        var first = await socket.TurnAsync(Turn("SAY:helloEND").Create());
        var id = first.Last("response.completed")["response"]!["id"]!.ToString();
        var second = await socket.TurnAsync(TurnBody.Of("more").Set("prompt_cache_key", "thread-1").Create(id));

        var replay = Turn("SAY:helloEND");
        replay["input"]!.AsArray().Add(first.Items().Single().DeepClone());
        replay["input"]!.AsArray().Add(TurnBody.Message("user", "more"));
        var events = await simulator.TurnAsync(replay);

        var input = (long)events.Usage()["input_tokens"]!;
        input.ShouldBe((long)second.Usage()["input_tokens"]!);
        ((long)events.Usage()["input_tokens_details"]!["cached_tokens"]!).ShouldBe(input / 128 * 128);
    }

    private static JsonObject Turn(params string[] prompts) => TurnBody
        .With("gpt-5.5", [TurnBody.Message("developer", Long), .. prompts.Select(prompt => TurnBody.Message("user", prompt))])
        .Set("prompt_cache_key", "thread-1");

    private static async Task<long> CachedAsync(RunningSimulator simulator, JsonObject body, string account = "acct-plus")
    {
        var usage = (await simulator.TurnAsync(body, account)).Usage();
        return (long)usage["input_tokens_details"]!["cached_tokens"]!;
    }
}
