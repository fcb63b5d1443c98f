using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Faults;

public sealed class StreamFaultTests
{
    [Theory]
    [InlineData("failed", "server_is_overloaded", 0, "response.failed")]
    [InlineData("failed", "rate_limit_exceeded", 3, "response.failed")]
    [InlineData("error", "context_length_exceeded", 1, "error")]
    [InlineData("incomplete", "max_output_tokens", 2, "response.incomplete")]
    public async Task StreamError_InsideA200_ComesAfterSoManyEventsAndEndsTheStream(
        string kind, string code, int after, string type)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { stream_error = new { kind, code, message = "told so", after_events = after } });

        var events = await simulator.TurnAsync(TurnBody.Of("hi"));

        events.Count.ShouldBe(after + 1);
        events[^1].TypeOf().ShouldBe(type);
        events[^1].ToJsonString().ShouldContain(code);
        var row = (await simulator.LedgerAsync()).Single();
        row["error_code"]!.ToString().ShouldBe(code);
        ((long)row["usage"]!["output"]!).ShouldBe(0);
    }

    [Fact]
    public async Task HangAfterEvents_ClientLeaves_IsGoneWithWhatWasGenerated()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { hang_after_events = 6 });
        using var raw = await RawHttp.PostAsync(simulator, TurnBody.Of("hi"));
        (await raw.ReadUntilAsync("output_text.delta")).ShouldContain("response.created");

        raw.Dispose();

        var row = await simulator.RowAsync(candidate => candidate["outcome"]!.ToString() == "client_gone");
        ((int)row["events"]!).ShouldBe(6);
        ((long)row["usage"]!["output"]!).ShouldBe(6);
    }

    [Fact]
    public async Task CutAfterEvents_EndsTheBodyWithoutATerminalEvent()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { cut_after_events = 5 });

        var events = await simulator.TurnAsync(TurnBody.Of("hi"));

        events.Count.ShouldBe(5);
        events[^1].TypeOf().ShouldBe("response.output_text.delta");
    }

    [Fact]
    public async Task CutMidEvent_SendsHalfOfTheNextEvent()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { cut_after_events = 2, cut_mid_event = true });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);

        text.ShouldNotEndWith("\n\n");
        text.ShouldContain("event: response.output_item.added\ndata: {\"type\"");
    }

    [Fact]
    public async Task CutWithReset_BreaksTheConnection()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { cut_after_events = 2, cut_with_reset = true });
        using var raw = await RawHttp.PostAsync(simulator, TurnBody.Of("hi"));

        var (text, reset) = await raw.ReadToEndAsync();

        (reset || !text.EndsWith("0\r\n\r\n", StringComparison.Ordinal)).ShouldBeTrue();
        text.ShouldContain("response.in_progress");
    }

    [Fact]
    public async Task Drip_InBytes_SlowsTheStreamButKeepsItWhole()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { drip_ms = 1, drip_bytes = 100 });
        var started = TimeProvider.System.GetTimestamp();

        var events = await simulator.TurnAsync(TurnBody.Of("SAY:slowEND"));

        events.Text().ShouldBe("slow");
        TimeProvider.System.GetElapsedTime(started).TotalMilliseconds.ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task LineSeparators_ReachTheWireUnescaped()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { line_separators = true });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);

        text.ShouldContain("\"one\u2028two\"");
        text.ShouldContain("\u2029three");
    }

    [Fact]
    public async Task LargeEvent_OfFiveMebibytes_IsOneDelta()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { large_event_bytes = 5 * 1024 * 1024 });

        var events = await simulator.TurnAsync(TurnBody.Of("hi"));

        events.Count(node => node.TypeOf() == "response.output_text.delta").ShouldBe(1);
        events.Text().Length.ShouldBe(5 * 1024 * 1024);
        events.Types()[^1].ShouldBe("response.completed");
    }

    [Theory]
    [InlineData("cr", "\r")]
    [InlineData("crlf", "\r\n")]
    public async Task Delimiter_OtherThanLf_SeparatesLinesAndEvents(string delimiter, string line)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { delimiter });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);

        text.ShouldStartWith($"event: response.created{line}data: ");
        text.ShouldContain(line + line + "event: response.completed" + line);
        text.Contains('\n', StringComparison.Ordinal).ShouldBe(delimiter == "crlf");
    }

    [Fact]
    public async Task MalformedEvent_StandsBetweenWholeOnes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { malformed_event = true });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);

        text.ShouldContain("\"delta\":\n\nevent: response.in_progress");
        text.ShouldContain("event: response.completed");
    }

    [Fact]
    public async Task OmitUsage_CompletesWithNullUsageButBooksIt()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { omit_usage = true });

        var events = await simulator.TurnAsync(TurnBody.Of("hi"));

        events.Last("response.completed")["response"]!["usage"].ShouldBeNull();
        ((long)(await simulator.LedgerAsync()).Single()["usage"]!["output"]!).ShouldBe(32);
    }
}
