using System.Diagnostics.Metrics;
using CodexPooler.ServiceDefaults.Loops;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Loops;

public sealed class SteadyLoopTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ListLogger _log = new();
    private readonly string _name = $"loop {Guid.CreateVersion7()}";

    [Fact]
    public async Task Try_UnforeseenException_IsToldOnceAStreakCountedAndAnsweredWithLongerPauses()
    {
        var counted = 0L;
        using var listener = Listen(value => counted += value);
        var loop = new SteadyLoop(_name, _time, _log);
        var pauses = new List<TimeSpan>();
        for (var round = 0; round < 9; round++)
        {
            var began = _time.GetUtcNow();
            var trying = loop.TryAsync(_ => throw new InvalidOperationException("nobody thought of this"), default);
            while (!trying.IsCompleted) _time.Advance(TimeSpan.FromSeconds(1));
            (await trying).ShouldBeFalse();
            pauses.Add(_time.GetUtcNow() - began);
        }

        (await loop.TryAsync(_ => Task.CompletedTask, default)).ShouldBeTrue();

        pauses.Select(pause => (int)pause.TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 60]);
        counted.ShouldBe(9);
        _log.Levels.ShouldBe([LogLevel.Error, LogLevel.Information]);
    }

    [Fact]
    public async Task Try_CancellationOfItsOwn_EndsTheLoopWithoutAWord()
    {
        using var end = new CancellationTokenSource();
        var loop = new SteadyLoop(_name, _time, _log);

        var trying = loop.TryAsync(
            async token =>
            {
                await end.CancelAsync();
                throw new IOException("broke while it was told to end");
            },
            end.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => trying);
        _log.Levels.ShouldBeEmpty();
    }

    [Fact]
    public async Task Try_CancellationOfSomebodyElses_IsAFailureLikeAnyOther()
    {
        var loop = new SteadyLoop(_name, _time, _log);

        var trying = loop.TryAsync(_ => throw new TaskCanceledException("a request timed out"), default);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await trying).ShouldBeFalse();
        _log.Levels.ShouldBe([LogLevel.Error]);
    }

    private MeterListener Listen(Action<long> count)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "codexpooler_loop_failures") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0].Value as string == _name) count(value);
        });
        listener.Start();
        return listener;
    }
}
