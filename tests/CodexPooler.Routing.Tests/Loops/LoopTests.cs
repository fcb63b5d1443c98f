using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace CodexPooler.Routing.Tests.Loops;

/// <summary>A background loop whose exception escapes stops the whole host: none may, whatever fails below it.</summary>
public sealed class LoopTests
{
    // The writer asks for the core only when another router knew better.
    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task FeedPace_WatchFailsAsNobodyThought_WatchesAgain()
    {
        using var end = new CancellationTokenSource();
        var pace = new FeedPace(_time, NullLogger<FeedPace>.Instance);
        var watches = 0;

        var keeping = pace.KeepAsync(
            _ => ++watches == 1 ? throw new InvalidOperationException("nobody thought of this") : Task.CompletedTask,
            _ => throw new InvalidOperationException("this was no lost connection"), end.Token);
        await AdvanceUntilAsync(() => watches >= 3 || keeping.IsCompleted);

        keeping.IsCompleted.ShouldBeFalse();
        await end.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task Replication_BrokerFailsAsNobodyThought_IsTriedAgain()
    {
        var rig = new ReplicaRig("one", _time, new DirectoryBuilder().Accounts(1));
        // The client library answers this with an exception that is about no connection.
        rig.Options.Replication.Broker = new Uri("http://127.0.0.1:1");
        var failures = 0L;
        using var listener = Listen(loop => failures += loop == "replication" ? 1 : 0);
        using var service = new ReplicationService(
            rig.Replicator, rig.Options, _time, NullLogger<ReplicationService>.Instance);

        await service.StartAsync(default);
        await AdvanceUntilAsync(() => Interlocked.Read(ref failures) >= 3 || service.ExecuteTask!.IsCompleted);

        service.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await service.StopAsync(default);
        service.ExecuteTask.IsFaulted.ShouldBeFalse();
    }

    [Fact]
    public async Task DecisionPublisher_BusFailsAsNobodyThought_PublishesWhatComesNext()
    {
        var bus = new SpoiltPublisher();
        using var publisher = new DecisionPublisher(
            new ServiceCollection().AddSingleton<IEventPublisher>(bus).BuildServiceProvider(),
            new RoutingOptions { Decisions = { Published = 1 } }, _time, NullLogger<DecisionPublisher>.Instance);
        var rig = new RouterRig(d => d.Accounts(1), decisions: publisher);

        await publisher.StartAsync(default);
        await AdvanceUntilAsync(() =>
        {
            rig.Leased();
            return bus.Taken > 0 || publisher.ExecuteTask!.IsCompleted;
        });

        publisher.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await publisher.StopAsync(default);
    }

    [Fact]
    public async Task PinWriter_StoreGivesUpByItself_WritesThePinAgain()
    {
        var store = new SpoiltPins();
        using var writer = new PinWriter(store, NoServices, new RoutingOptions(), _time, NullLogger<PinWriter>.Instance);
        writer.Add(new Fact { Pin = new PinFact { AccountId = "a" } });

        await writer.StartAsync(default);
        await AdvanceUntilAsync(() => store.Saved > 0 || writer.ExecuteTask!.IsCompleted);

        store.Saved.ShouldBe(1);
        writer.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await writer.StopAsync(default);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the next round");

    private static MeterListener Listen(Action<string?> failed)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "codexpooler_loop_failures") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => failed(tags[0].Value as string));
        listener.Start();
        return listener;
    }
}
