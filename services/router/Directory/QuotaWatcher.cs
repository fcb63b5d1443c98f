using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>
/// Takes quota evidence from accounts: what is known at start, then what polls find. Every replica watches for itself.
/// </summary>
internal sealed class QuotaWatcher(
    [FromKeyedServices(RoutingModule.Accounts)] CallInvoker accounts,
    RouterCore core,
    FeedPace pace,
    ILogger<QuotaWatcher> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pace.KeepAsync(WatchAsync, OnLost, stoppingToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var call = new Quota.QuotaClient(accounts).Watch(new ListQuotaRequest(), cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
            core.Hear([.. QuotaFacts.Of(call.ResponseStream.Current).Select(quota => new Fact { Quota = quota })]);
    }

    private void OnLost(RpcException exception) => Log.QuotaLost(logger, exception.Status.Detail);
}
