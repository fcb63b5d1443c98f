using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>Brings changes from the store to the feed: this process's at once, another replica's within the poll. Without the store, the feed stays as it is.</summary>
internal sealed class FeedRefresher(
    DirectoryStore store, DirectoryFeed feed, ChangeSignal changes, TimeProvider time, ILogger<FeedRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastBeat = time.GetTimestamp();
        var reachable = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                feed.Apply(await store.ReadSinceAsync(feed.Version, stoppingToken));
                if (!reachable) Log.StoreBack(logger, feed.Version);
                reachable = true;
            }
            catch (DatabaseUnavailableException cause)
            {
                if (reachable) Log.StoreAway(logger, feed.Version, cause.Message);
                reachable = false;
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
