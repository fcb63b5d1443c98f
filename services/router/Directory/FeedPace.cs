using CodexPooler.ServiceDefaults.Loops;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>Watches again whenever a watch ends: soon at first, then ever more slowly.</summary>
internal sealed class FeedPace(TimeProvider time, ILogger<FeedPace> logger)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    public async Task KeepAsync(
        Func<CancellationToken, Task> watch,
        Action<RpcException> lost,
        CancellationToken cancellationToken)
    {
        var loop = new SteadyLoop(watch.Target?.GetType().Name ?? "feed", time, logger);
        var delay = First;
        var told = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await loop.TryAsync(WatchAsync, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            async Task WatchAsync(CancellationToken token)
            {
                try
                {
                    await watch(token);
                }
                catch (RpcException exception) when (!token.IsCancellationRequested)
                {
                    // Once an outage: the log is not the place to count attempts.
                    if (!told || time.GetElapsedTime(started) > AtMost)
                        lost(exception);
                    told = true;
                }
            }

            delay = time.GetElapsedTime(started) > AtMost ? First : delay * 2 > AtMost ? AtMost : delay * 2;
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
