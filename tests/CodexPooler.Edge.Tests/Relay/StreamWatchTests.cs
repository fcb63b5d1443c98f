using CodexPooler.Edge.Relay;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Edge.Tests.Relay;

public sealed class StreamWatchTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Tick_OneStreamFails_AllAreTickedThenAndLater()
    {
        using var watch = new StreamWatch(_time, NullLogger<StreamWatch>.Instance);
        // Enough of each that some are behind a broken one, in whatever order they are kept.
        var streams = Enumerable.Range(0, 80).Select(number => new Watched(fails: number % 4 == 0)).ToList();
        foreach (var stream in streams) watch.Add(stream);
        await watch.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return streams.TrueForAll(stream => stream.Ticks >= 2);
            },
            "each is ticked twice");

        await watch.StopAsync(CancellationToken.None);
        watch.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    private sealed class Watched(bool fails) : IWatchedStream
    {
        private int _ticks;

        public int Ticks => Volatile.Read(ref _ticks);

        public void Tick()
        {
            Interlocked.Increment(ref _ticks);
            if (fails) throw new InvalidOperationException("It is broken.");
        }
    }
}
