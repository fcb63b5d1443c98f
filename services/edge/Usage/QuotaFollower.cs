using CodexPooler.Contracts.Directory.V1;
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reachable = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var call = client.Watch(new ListQuotaRequest(), cancellationToken: stoppingToken);
                await foreach (var quota in call.ResponseStream.ReadAllAsync(stoppingToken))
                {
                    reachable = true;
                    holder.Take(quota);
                }
            }
            catch (RpcException cause) when (!stoppingToken.IsCancellationRequested)
            {
                if (reachable) Log.QuotaAway(logger, cause.Status.Detail);
                reachable = false;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }
}
