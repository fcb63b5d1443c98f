using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Contracts.Tests.Messaging;

public sealed class InMemoryBusTests
{
    [Fact]
    public async Task Publish_ToQueue_IsHandledInBatches()
    {
        await using var host = await BusHost.StartAsync(routes => routes
            .Publishes<Probed>("probes").Consumes<Probed, ProbeLedger.Handler>("probes"));

        await host.PublishAsync(Enumerable.Range(0, 500).Select(number => new Probed(Guid.CreateVersion7(), number)));

        await Eventually.TrueAsync(() => host.Ledger.Distinct == 500, "500 messages are handled");
        host.Ledger.LargestBatch.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Publish_TwoModules_ShareOneBus()
    {
        await using var host = await BusHost.StartAsync(routes =>
        {
            routes.Consumes<Probed, ProbeLedger.Handler>("first");
            routes.Subscribes<Probed, ProbeLedger.Handler>(BatchLimits.Single);
        });
        var times = 0;
        host.Ledger.Before = messages => Interlocked.Add(ref times, messages.Count);

        await host.PublishAsync(new Probed(Guid.CreateVersion7(), 1));

        await Eventually.TrueAsync(() => Volatile.Read(ref times) == 2, "the queue and the subscription both got it");
    }

    [Fact]
    public async Task Handle_OneMessageKeepsFailing_OthersPass()
    {
        await using var host = await BusHost.StartAsync(routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"));
        host.Ledger.Before = messages =>
        {
            if (messages.Any(message => message.Number == 3)) throw new InvalidOperationException("three");
        };

        await host.PublishAsync(Enumerable.Range(0, 10).Select(number => new Probed(Guid.CreateVersion7(), number)));

        await Eventually.TrueAsync(() => host.Ledger.Distinct == 9, "the nine others are handled");
    }

    [Fact]
    public async Task Handle_StoreIsDownForAWhile_NothingIsParked()
    {
        await using var host = await BusHost.StartAsync(routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"));
        var calls = 0;
        host.Ledger.Before = _ =>
        {
            if (Interlocked.Increment(ref calls) < 30) throw new TimeoutException("the database is down");
        };

        await host.PublishAsync(Enumerable.Range(0, 10).Select(number => new Probed(Guid.CreateVersion7(), number)));

        await Eventually.TrueAsync(() => host.Ledger.Distinct == 10, "all ten are handled in the end");
    }
}
