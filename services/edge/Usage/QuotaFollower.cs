using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Loops;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Usage;

/// <summary>Follows the accounts service's quota evidence; while it is away, what is known is told.</summary>
internal sealed class QuotaFollower(
    Quota.QuotaClient client, QuotaHolder holder, TimeProvider time, ILogger<QuotaFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SteadyLoop _loop = new("quota watch", time, logger);
    private bool _reachable = true;

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
            using var call = client.Watch(new ListQuotaRequest(), cancellationToken: cancellationToken);
            await foreach (var quota in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                _reachable = true;
                holder.Take(quota);
            }
        }
        catch (RpcException cause) when (!cancellationToken.IsCancellationRequested)
        {
            if (_reachable) Log.QuotaAway(logger, cause.Status.Detail);
            _reachable = false;
        }
    }
}
