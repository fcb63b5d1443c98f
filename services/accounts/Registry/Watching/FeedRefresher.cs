using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>
/// Brings changes from the store to the feed: this process's at once, another replica's within the poll. Without the store, the
/// feed stays as it is.
/// </summary>
internal sealed class FeedRefresher(
    DirectoryStore store, DirectoryFeed feed, ChangeSignal changes, TimeProvider time, ILogger<FeedRefresher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastBeat = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                feed.Apply(await store.ReadSinceAsync(feed.Version, stoppingToken));
                if (feed.StoreIsAway) Log.StoreBack(logger, feed.Version);
                feed.StoreIsAway = false;
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever ails the store, watchers keep what they have and the feed goes on asking.
                var reason = cause is DatabaseUnavailableException ? cause.Message : cause.GetType().Name;
                if (!feed.StoreIsAway) Log.StoreAway(logger, feed.Version, reason);
                feed.StoreIsAway = true;
            }

            if (time.GetElapsedTime(lastBeat) >= Beat)
            {
                feed.Beat();
                lastBeat = time.GetTimestamp();
            }

            await changes.WaitAsync(Poll, time, stoppingToken);
        }
    }
}
