using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Tests.TestData;
using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.Testing;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Contracts.Tests.Messaging;

public sealed class RabbitMqBusTests
{
    [RabbitMqFact]
    public async Task Publish_BeforeAnyConsumerExists_WaitsInTheDurableQueue()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using (var publisher = await BusHost.StartAsync(routes => routes.Publishes<Probed>("probes"), broker))
        {
            await publisher.PublishAsync(new Probed(Guid.CreateVersion7(), 1));
        }

        // A quorum queue tells its length a moment later.
        var queue = new BrokerQueue(broker, "probes");
        await Eventually.TrueAsync(async () => await queue.CountAsync() == 1, "it waits in the queue");
        await using var consumer = await BusHost.StartAsync(
            routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"), broker);
        await Eventually.TrueAsync(() => consumer.Ledger.Distinct == 1, "the waiting message is handled");
    }

    [RabbitMqFact]
    public async Task Handle_Poison_IsParkedWithItsReason()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var host = await BusHost.StartAsync(
            routes => routes.Publishes<Probed>("probes").Consumes<Probed, ProbeLedger.Handler>("probes"), broker);
        host.Ledger.Before = messages =>
        {
            if (messages.Any(message => message.Number < 0)) throw new PoisonMessageException("negative: Bearer abcdefghij");
        };
        var poison = new Probed(Guid.CreateVersion7(), -1);

        await host.PublishAsync(new Probed(Guid.CreateVersion7(), 1), poison, new Probed(Guid.CreateVersion7(), 2));

        await Eventually.TrueAsync(() => host.Ledger.Distinct == 2, "the good messages are handled");
        var parked = await TakeParkedAsync(broker);
        parked.Body.ShouldContain(poison.Id.ToString());
        parked.Headers[ParkedQueue.ReasonHeader].ShouldBe("PoisonMessageException: negative: Bearer ***");
        parked.Headers.Keys.ShouldContain(ParkedQueue.TimeHeader);
    }

    [RabbitMqFact]
    public async Task Receive_NotEvenAMessage_IsParkedWithItsReason()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var host = await BusHost.StartAsync(routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"), broker);

        await new BrokerQueue(broker, "probes").PutAsync("{ torn", "application/vnd.masstransit+json");

        var parked = await TakeParkedAsync(broker);
        parked.Body.ShouldBe("{ torn");
        parked.Headers["MT-Fault-ExceptionType"].ShouldContain("JsonReaderException");
    }

    [RabbitMqFact]
    public async Task Start_BrokerAbsent_TellsSettingAndRemedy()
    {
        var nowhere = new Uri($"amqp://127.0.0.1:{FreePort.Next()}/");

        var failure = await Should.ThrowAsync<StartupException>(() => BusHost.StartAsync(
            routes => routes.Publishes<Probed>("probes"), nowhere, ("Messaging:StartTimeout", "00:00:00")));

        failure.Message.ShouldStartWith($"no RabbitMQ broker answers at {nowhere} [Messaging:Broker]. Start the broker");
    }

    [RabbitMqFact]
    public async Task Start_WrongPassword_TellsSettingWithoutThePassword()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();

        var failure = await Should.ThrowAsync<StartupException>(() => BusHost.StartAsync(
            routes => routes.Publishes<Probed>("probes"), broker, ("Messaging:Password", "hunter2-wrong")));

        failure.Message.ShouldContain("refuses user 'guest' [Messaging:Username, Messaging:Password]");
        failure.Message.ShouldNotContain("hunter2");
    }

    private static async Task<BrokerMessage> TakeParkedAsync(Uri broker)
    {
        var queue = new BrokerQueue(broker, ParkedQueue.Of("probes"));
        BrokerMessage? parked = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (parked = await queue.TakeAsync()) is not null;
                }
                catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
                {
                    // The queue is made by the first message parked.
                    return false;
                }
            },
            "a message is parked");
        return parked!;
    }
}
