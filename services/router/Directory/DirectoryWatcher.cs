using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>Keeps the core's directory current; while accounts are away the last one stands.</summary>
internal sealed class DirectoryWatcher(IDirectoryFeed feed, RouterCore core, FeedPace pace, ILogger<DirectoryWatcher> logger)
    : BackgroundService
{
    private readonly DirectoryIntake _intake = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pace.KeepAsync(WatchAsync, OnLost, stoppingToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var update in feed.WatchAsync(_intake.Version, cancellationToken))
        {
            if (_intake.Take(update) is not { } snapshot)
                continue;
            core.Adopt(snapshot);
            Log.DirectoryAdopted(logger, snapshot.Version, snapshot.Accounts.Count, snapshot.Keys.Count);
        }
    }

    private void OnLost(RpcException exception) => Log.DirectoryLost(logger, exception.Status.Detail);
}
