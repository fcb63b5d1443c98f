using CodexPooler.Contracts.Messaging;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Tests.TestData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace CodexPooler.Routing.Tests.Decisions;

public sealed class DecisionPublisherTests
{
    [Fact]
    public async Task Publisher_BrokerAwayAtFirst_PublishesEveryDecisionAfter()
    {
        var bus = new RecordingPublisher(failures: 1);
        using var publisher = Publisher(bus, share: 1);
        var rig = new RouterRig(d => d.Accounts(3), decisions: publisher);
        var first = rig.Leased();
        rig.Refused(r => r.PoolId = RouterRig.Pool + "x");
        await publisher.StartAsync(CancellationToken.None);

        var made = await bus.Published.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await publisher.StopAsync(CancellationToken.None);

        made.WinnerAccountId.ShouldBe(first.AccountId);
        made.Strategy.ShouldBe("BridgeRing");
        made.Because.ShouldBe("Strategy");
        made.Candidates.Count.ShouldBe(3);
        made.Words.ShouldContain("ranked first");
    }

    [Fact]
    public async Task Publisher_OfAShare_TakesAboutThatMany()
    {
        var bus = new RecordingPublisher(failures: 0);
        using var publisher = Publisher(bus, share: 0.25);
        var rig = new RouterRig(d => d.Accounts(2), decisions: publisher);
        for (var i = 0; i < 2000; i++)
            rig.Leased();
        await publisher.StartAsync(CancellationToken.None);

        for (var i = 0; i < 430; i++)
            await bus.Published.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await publisher.StopAsync(CancellationToken.None);

        bus.Published.Count.ShouldBeLessThan(140);
    }

    private static DecisionPublisher Publisher(IEventPublisher bus, double share) => new(
        new ServiceCollection().AddSingleton(bus).BuildServiceProvider(),
        new RoutingOptions { Decisions = { Published = share } },
        TimeProvider.System,
        NullLogger<DecisionPublisher>.Instance);
}
