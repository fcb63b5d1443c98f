using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Loops;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Snapshot;

/// <summary>Follows the accounts service's directory; without it, goes on with what it has and keeps trying.</summary>
internal sealed class DirectoryFollower(
    Contracts.Directory.V1.Directory.DirectoryClient client,
    DirectoryHolder holder,
    SnapshotFile file,
    TimeProvider time,
    ILogger<DirectoryFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan KeepAfter = TimeSpan.FromSeconds(1);
    private readonly SteadyLoop _loop = new("directory watch", time, logger);
    private readonly DirectoryCopy _copy = new();
    private bool _reachable = true;
    private long _kept;
    private long _lastKept;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (file.Read() is { } known && _copy.Apply(known) is { } snapshot)
        {
            holder.Replace(snapshot);
            _kept = snapshot.Version;
            Log.CopyRead(logger, snapshot.Version);
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _loop.TryAsync(FollowAsync, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var call = client.Watch(
                new() { Watcher = "edge", KnownVersion = _copy.Version }, cancellationToken: cancellationToken);
            await foreach (var update in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (!_reachable) Log.AccountsBack(logger, update.Version);
                _reachable = true;
                Take(update);
            }
        }
        catch (RpcException cause) when (!cancellationToken.IsCancellationRequested)
        {
            if (_reachable) Log.AccountsAway(logger, _copy.Version, cause.Status.Detail);
            _reachable = false;
        }
    }

    private void Take(DirectoryUpdate update)
    {
        if (_copy.Apply(update) is { } snapshot) holder.Replace(snapshot);
        if (update.Complete && time.GetElapsedTime(_lastKept) >= KeepAfter) Keep();
    }

    private void Keep()
    {
        if (_copy.Version == _kept) return;
        file.Write(_copy.ToUpdate());
        (_kept, _lastKept) = (_copy.Version, time.GetTimestamp());
    }
}
