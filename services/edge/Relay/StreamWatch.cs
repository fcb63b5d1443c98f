using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Relay;

/// <summary>One clock for all streams, instead of a timer for each: keep-alives and silence are measured in whole seconds.</summary>
internal sealed class StreamWatch(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<IWatchedStream, bool> _streams = new();

    public void Add(IWatchedStream stream) => _streams[stream] = true;

    public void Remove(IWatchedStream stream) => _streams.TryRemove(stream, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var stream in _streams.Keys)
                stream.Tick();
    }
}
