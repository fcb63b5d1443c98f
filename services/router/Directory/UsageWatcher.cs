using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>
/// Learns at a cold start what keys had used before. Once: from then on the routers count turns and tokens for themselves, and
/// the ledger's later readings hold the same turns again. A router that joins others who know has their counts instead; when all
/// start together each learns for itself, and the same reading told three times counts once. Costs are different: only the ledger
/// knows prices, so its readings of them are followed for as long as the router runs.
/// </summary>
internal sealed class UsageWatcher(
    [FromKeyedServices(RoutingModule.Accounting)] CallInvoker accounting,
    RouterCore core,
    FeedPace pace,
    RoutingOptions options,
    TimeProvider time,
    ILogger<UsageWatcher> logger,
    Replicator? replicator = null) : BackgroundService
{
    private bool _learned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (replicator is not null)
            await Task.Delay(
                options.Replication.JoinTimeout, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pace.KeepAsync(FollowAsync, OnLost, stoppingToken);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (replicator?.PeersKnowUsage == true)
            Learned();
        var client = new Ledger.LedgerClient(accounting);
        using var call = client.WatchKeyUsage(new WatchKeyUsageRequest(), cancellationToken: cancellationToken);
        var usage = new List<KeyUsage>();
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            usage.AddRange(call.ResponseStream.Current.Usage);
            if (!call.ResponseStream.Current.CaughtUp)
                continue;
            core.State([.. usage.Select(told => Fact(told, costOnly: _learned))]);
            usage.Clear();
            Learned();
        }
    }

    private void Learned()
    {
        _learned = true;
        replicator?.KnowUsage();
    }

    private static Fact Fact(KeyUsage usage, bool costOnly) => new()
    {
        Usage = new UsageFact
        {
            KeyId = usage.KeyId,
            Model = usage.Model,
            Bucket = usage.Kind == UsageBucketKind.Minute ? UsageBucket.Minute : UsageBucket.Day,
            BucketIndex = usage.BucketIndex,
            Origin = "ledger",
            Requests = costOnly ? 0 : usage.Turns,
            Tokens = costOnly ? 0 : usage.Tokens,
            CostMicros = usage.CostMicros,
        },
    };

    private void OnLost(RpcException exception) => Log.UsageLost(logger, exception.Status.Detail);
}
