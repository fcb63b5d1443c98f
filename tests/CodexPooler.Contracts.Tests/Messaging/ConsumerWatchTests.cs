using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Tests.TestData;
using CodexPooler.Testing;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CodexPooler.Contracts.Tests.Messaging;

public sealed class ConsumerWatchTests
{
    [RabbitMqFact]
    public async Task Watch_ConsumersStayAwayThoughTheBrokerAnswers_StartsTheBusAgainOnce()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        var (bus, told) = HealthTold.Create();
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var watch = await StartAsync(bus, broker, time);

        await StepAsync(time, told, 6);
        told.Calls.ShouldBeEmpty();
        told.Status = BusHealthStatus.Unhealthy;
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(ConsumerWatch.Step);
                return told.Calls.Length > 0;
            },
            "the bus is started again");
        told.Status = BusHealthStatus.Healthy;
        await StepAsync(time, told, 20);

        told.Calls.ShouldBe([nameof(IBusControl.StopAsync), nameof(IBusControl.StartAsync)]);
        await watch.StopAsync(CancellationToken.None);
    }

    /// <summary>What the watch relies on: a bus that was stopped can be started, and its consumers are there again.</summary>
    [RabbitMqFact]
    public async Task Bus_StoppedAndStarted_ConsumesWhatCameMeanwhile()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var publisher = await BusHost.StartAsync(routes => routes.Publishes<Probed>("probes"), broker);
        await using var consumer = await BusHost.StartAsync(
            routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"), broker);

        await consumer.Bus.StopAsync();
        await publisher.PublishAsync(new Probed(Guid.CreateVersion7(), 1));
        await consumer.Bus.StartAsync();

        await Eventually.TrueAsync(() => consumer.Ledger.Distinct == 1, "it is consumed");
    }

    [Fact]
    public async Task Watch_BrokerIsAway_LeavesTheBusToWait()
    {
        var (bus, told) = HealthTold.Create();
        told.Status = BusHealthStatus.Unhealthy;
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var watch = await StartAsync(bus, new Uri($"amqp://127.0.0.1:{FreePort.Next()}/"), time);

        await StepAsync(time, told, 20);

        told.Calls.ShouldBeEmpty();
        await watch.StopAsync(CancellationToken.None);
    }

    private static async Task<ConsumerWatch> StartAsync(IBusControl bus, Uri broker, TimeProvider time)
    {
        var options = Options.Create(new MessagingOptions { Broker = broker });
        var watch = new ConsumerWatch(bus, options, time, NullLogger<ConsumerWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        return watch;
    }

    private static async Task StepAsync(ManualTimeProvider time, HealthTold told, int checks)
    {
        var until = told.Checks + checks;
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(ConsumerWatch.Step);
                return told.Checks >= until;
            },
            "the watch looks");
    }
}
