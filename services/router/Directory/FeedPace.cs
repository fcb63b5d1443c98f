using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>Watches again whenever a watch ends: soon at first, then ever more slowly.</summary>
internal sealed class FeedPace(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    public async Task KeepAsync(
        Func<CancellationToken, Task> watch,
        Action<RpcException> lost,
        CancellationToken cancellationToken)
    {
        var delay = First;
        var told = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await watch(cancellationToken);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Once an outage: the log is not the place to count attempts.
                if (!told || time.GetElapsedTime(started) > AtMost)
                    lost(exception);
                told = true;
            }
            catch (Exception exception) when (
                cancellationToken.IsCancellationRequested && exception is OperationCanceledException or RpcException)
            {
                return;
            }

            delay = time.GetElapsedTime(started) > AtMost ? First : delay * 2 > AtMost ? AtMost : delay * 2;
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
