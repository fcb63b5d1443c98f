using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Ledger;

public sealed class LedgerTests
{
    [Fact]
    public async Task Rows_AfterATurn_AgreeWithWhatTheClientWasTold()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var events = await simulator.TurnAsync(
            TurnBody.Of("TOKENS:77END")
                .Set("prompt_cache_key", "thread-1")
                .Set("reasoning", new JsonObject { ["effort"] = "low" }),
            "acct-team",
            request =>
            {
                request.Headers.Add("session-id", "thread-1");
                request.Headers.Add("originator", "codex_exec");
            });

        var row = (await simulator.LedgerAsync()).Single();

        var told = events.Usage();
        row["account"]!.ToString().ShouldBe("acct-team");
        row["model"]!.ToString().ShouldBe("gpt-5.5");
        row["outcome"]!.ToString().ShouldBe("completed");
        row["response_id"]!.ToString().ShouldBe(events.Last("response.completed")["response"]!["id"]!.ToString());
        row["session_id"]!.ToString().ShouldBe("thread-1");
        row["originator"]!.ToString().ShouldBe("codex_exec");
        row["prompt_cache_key"]!.ToString().ShouldBe("thread-1");
        ((int)row["events"]!).ShouldBe(events.Count);
        ((long)row["usage"]!["input"]!).ShouldBe((long)told["input_tokens"]!);
        ((long)row["usage"]!["output"]!).ShouldBe((long)told["output_tokens"]!);
        ((long)row["usage"]!["reasoning"]!).ShouldBe(16);
        ((long)row["usage"]!["output"]!).ShouldBe(93);
    }

    [Fact]
    public async Task Rows_ClientThatLeavesAfterCompleted_IsNotGone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using (var raw = await RawHttp.PostAsync(simulator, TurnBody.Of("hi")))
        {
            await raw.ReadUntilAsync("event: response.completed");
        }

        var row = (await simulator.LedgerAsync()).Single();

        row["outcome"]!.ToString().ShouldBe("completed");
        row["client_gone"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Rows_PastTheLimit_DropTheOldestAndSaySo()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.LedgerRows = 2);
        for (var turn = 0; turn < 3; turn++) await simulator.TurnAsync(TurnBody.Of("hi"));

        var told = JsonNode.Parse(await simulator.Http.GetStringAsync("/_control/ledger"))!;

        told["requests"]!.AsArray().Select(row => (long)row!["sequence"]!).ShouldBe([2, 3]);
        ((long)told["dropped"]!).ShouldBe(1);
        (await simulator.Http.PostAsync("/_control/reset", null)).EnsureSuccessStatusCode();
        ((long)JsonNode.Parse(await simulator.Http.GetStringAsync("/_control/ledger"))!["dropped"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_NothingOfTheConversation_IsKept()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.TurnAsync(TurnBody.Of("SAY:answer-canaryEND prompt-canary"));

        var ledger = (await simulator.ControlAsync(HttpMethod.Get, "ledger")).ToJsonString();

        ledger.ShouldNotContain("canary");
        ledger.ShouldNotContain(simulator.Token()[..10]);
    }

    [Fact]
    public async Task Rows_AfterReset_AreGone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.TurnAsync(TurnBody.Of("hi"));

        await simulator.ControlAsync(HttpMethod.Post, "reset");

        (await simulator.LedgerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_ByAccount_AreFiltered()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.TurnAsync(TurnBody.Of("hi"));
        await simulator.TurnAsync(TurnBody.Of("hi"), "acct-pro");

        var rows = (await simulator.ControlAsync(HttpMethod.Get, "ledger?account=acct-pro"))["requests"]!.AsArray();

        rows.Select(row => row!["account"]!.ToString()).ShouldBe(["acct-pro"]);
    }
}
