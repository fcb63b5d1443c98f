using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Grpc.InProcess;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace CodexPooler.Routing.Tests.Serving;

/// <summary>Money limits: prices are the ledger's, so its readings of cost are followed while the router runs.</summary>
public sealed class LedgerUsageTests
{
    [Fact]
    public async Task Watch_CostAfterTheColdStart_CountsAgainstTheKeysMoney()
    {
        var rig = new RouterRig(d => d.Accounts(1).Limits(new KeyLimits { MicroDollarsPerDay = 1000, TokensPerDay = 1000 }));
        var feed = new LedgerFeed();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(feed)
            .AddGrpc().Services.BuildServiceProvider();
        await using var channel = new InProcessChannel(services).Serve<LedgerFeed>();
        using var watcher = new UsageWatcher(
            channel.CreateCallInvoker(), rig.Core, new FeedPace(TimeProvider.System, NullLogger<FeedPace>.Instance),
            rig.Options, rig.Time,
            NullLogger<UsageWatcher>.Instance);
        feed.Send(Usage(rig, tokens: 10, cost: 100), caughtUp: true);
        await watcher.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            () => rig.Core.Snapshot().Any(fact => fact.Usage?.CostMicros == 100), "the cold start is learned");
        rig.Succeed(rig.Leased());

        // Tokens the ledger now tells of were counted by the router when the turn closed.
        feed.Send(Usage(rig, tokens: 5000, cost: 1000), caughtUp: true);
        await Eventually.TrueAsync(() => rig.Core.Snapshot().Any(fact => fact.Usage?.CostMicros == 1000), "the cost is heard");

        rig.Refused().Limit.Metric.ShouldBe(LimitMetric.CostPerDay);
        await watcher.StopAsync(CancellationToken.None);
    }

    private static KeyUsage Usage(RouterRig rig, long tokens, long cost) => new()
    {
        KeyId = RouterRig.Key,
        Model = RouterRig.Model,
        Kind = UsageBucketKind.Day,
        BucketIndex = rig.Now / 86_400_000,
        Turns = 1,
        Tokens = tokens,
        CostMicros = cost,
    };
}
