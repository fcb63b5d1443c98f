using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Relay;

/// <summary>
/// One clock for all streams, instead of a timer for each: keep-alives and silence are measured in whole seconds. An eighth of
/// the streams is looked at at a time, for the events of all others wait meanwhile.
/// </summary>
internal sealed class StreamWatch(TimeProvider time, ILogger<StreamWatch> logger) : BackgroundService
{
    private const int Shares = 8;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1) / Shares;

    private readonly ConcurrentDictionary<IWatchedStream, bool>[] _streams =
        [.. Enumerable.Range(0, Shares).Select(_ => new ConcurrentDictionary<IWatchedStream, bool>())];

    public void Add(IWatchedStream stream) => ShareOf(stream)[stream] = true;

    public void Remove(IWatchedStream stream) => ShareOf(stream).TryRemove(stream, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        for (var share = 0; await timer.WaitForNextTickAsync(stoppingToken); share = (share + 1) % Shares)
            foreach (var (stream, _) in _streams[share])
                Tick(stream);
    }

    // Without the clock no silence of any stream would ever end.
    private void Tick(IWatchedStream stream)
    {
        try
        {
            stream.Tick();
        }
        catch (Exception cause)
        {
            // What has ended meanwhile may have given back what its tick needs.
            if (ShareOf(stream).ContainsKey(stream)) Log.TickFailed(logger, stream.GetType().Name, cause);
        }
    }

    private ConcurrentDictionary<IWatchedStream, bool> ShareOf(IWatchedStream stream) =>
        _streams[(uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(stream) % Shares];
}
