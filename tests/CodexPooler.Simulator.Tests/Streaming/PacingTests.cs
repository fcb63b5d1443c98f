using System.Diagnostics;
using CodexPooler.Simulator.Responses.Streaming;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Streaming;

public sealed class PacingTests
{
    [Fact]
    public async Task Post_PacedMode_KeepsTheRateOverTheWholeStream()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.EventsPerSecond = 50);
        var started = Stopwatch.GetTimestamp();

        var events = await simulator.TurnAsync(TurnBody.Of("TOKENS:20END"));

        // The last event goes out without a wait of its own; lateness of single waits must not add up.
        var expected = (events.Count - 1) / 50.0;
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(expected * 0.9, expected + 20);
    }

    [Fact]
    public async Task Post_ManyPacedStreams_AllCompleteTogether()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.EventsPerSecond = 20);

        var turns = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => simulator.TurnAsync(TurnBody.Of("TOKENS:10END"))));

        turns.Count(events => events.Types()[^1] == "response.completed").ShouldBe(200);
        (await simulator.LedgerAsync()).Count(row => row["outcome"]!.ToString() == "completed").ShouldBe(200);
    }

    [Fact]
    public async Task WaitUntil_BeyondOneRoundOfTheWheel_WaitsThatLong()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var wheel = simulator.Get<PacingWheel>();
        var started = Stopwatch.GetTimestamp();

        // 5.12 s is a whole round; the wait shares its slot with one due almost at once.
        var early = wheel.WaitUntilAsync(wheel.Now + 4, new PacedWait()).AsTask();
        await wheel.WaitUntilAsync(wheel.Now + 4 + 1024, new PacedWait());

        early.IsCompletedSuccessfully.ShouldBeTrue();
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(5.0, 60);
    }

    [Fact]
    public async Task WaitUntil_PastTick_IsDoneAtOnce()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var past = simulator.Get<PacingWheel>().WaitUntilAsync(0, new PacedWait()).AsTask();

        past.IsCompleted.ShouldBeTrue();
    }
}
