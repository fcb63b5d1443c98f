using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>
/// Learns at a cold start what keys had used before. Once: from then on the routers count for themselves, and the ledger's later
/// readings hold the same turns again. A router that joins others has their counts instead.
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
        await pace.KeepAsync(LearnAsync, OnLost, stoppingToken, () => _learned);
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        if (replicator?.Peers().Count > 0)
        {
            _learned = true;
            return;
        }

        var client = new Ledger.LedgerClient(accounting);
        using var call = client.WatchKeyUsage(new WatchKeyUsageRequest(), cancellationToken: cancellationToken);
        var usage = new List<Fact>();
        while (!_learned && await call.ResponseStream.MoveNext(cancellationToken))
        {
            usage.AddRange(call.ResponseStream.Current.Usage.Select(Fact));
            _learned = call.ResponseStream.Current.CaughtUp;
        }

        if (_learned)
            core.State(usage);
    }

    private static Fact Fact(KeyUsage usage) => new()
    {
        Usage = new UsageFact
        {
            KeyId = usage.KeyId,
            Model = usage.Model,
            Bucket = usage.Kind == UsageBucketKind.Minute ? UsageBucket.Minute : UsageBucket.Day,
            BucketIndex = usage.BucketIndex,
            Origin = "ledger",
            Requests = usage.Turns,
            Tokens = usage.Tokens,
            CostMicros = usage.CostMicros,
        },
    };

    private void OnLost(RpcException exception) => Log.UsageLost(logger, exception.Status.Detail);
}
