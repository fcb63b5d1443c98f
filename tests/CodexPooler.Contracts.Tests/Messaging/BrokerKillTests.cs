using System.Collections.Concurrent;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Tests.TestData;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CodexPooler.Contracts.Tests.Messaging;

public sealed class BrokerKillTests(ITestOutputHelper output)
{
    private const int BatchSize = 50;
    private const int Batches = 60;

    /// <summary>The publisher does what the edge does: it sends a batch again until the broker has confirmed it.</summary>
    [RabbitMqFact]
    public async Task KillUnderLoad_DurableQueue_LosesNothingAndDoublesNothing()
    {
        await using var server = await RabbitMqServer.StartAsync();
        var broker = await server.CreateVirtualHostAsync();
        // RabbitMQ 3.10 may leave the only member of a quorum queue without a leader when clients return while it recovers
        // ("leader not known" in its log); a cluster's other members elect one. One node keeps durable classic queues.
        var kind = ("Messaging:QuorumQueues", "false");
        await using var publisher = await BusHost.StartAsync(
            routes => routes.Publishes<Probed>("probes"), broker, ("Messaging:ConfirmTimeout", "00:00:05"), kind);
        await using var consumer = await BusHost.StartAsync(
            routes => routes.Consumes<Probed, ProbeLedger.Handler>("probes"), broker, kind);
        var confirmed = new ConcurrentBag<Guid>();
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var publishing = PublishAllAsync(publisher, confirmed, half);
        await half.Task;
        await server.KillAsync();
        var beforeKill = confirmed.Count;
        await server.StartAgainAsync();
        await publishing.WaitAsync(TimeSpan.FromSeconds(150));

        await Eventually.TrueAsync(
            () => consumer.Ledger.Distinct >= confirmed.Count, "everything confirmed is handled", TimeSpan.FromSeconds(150));
        output.WriteLine($"{beforeKill} confirmed before the kill, {confirmed.Count} in all");
        beforeKill.ShouldBeInRange(1, BatchSize * Batches - 1);
        consumer.Ledger.Ids.ShouldBe(confirmed, ignoreOrder: true);
    }

    private static async Task PublishAllAsync(BusHost publisher, ConcurrentBag<Guid> confirmed, TaskCompletionSource half)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            var messages = Enumerable.Range(0, BatchSize).Select(number => new Probed(Guid.CreateVersion7(), number)).ToList();
            while (!await TryPublishAsync(publisher, messages)) await Task.Delay(100);
            foreach (var message in messages) confirmed.Add(message.Id);
            if (batch == Batches / 3) half.SetResult();
        }
    }

    private static async Task<bool> TryPublishAsync(BusHost publisher, List<Probed> messages)
    {
        try
        {
            await publisher.PublishAsync(messages);
            return true;
        }
        catch (PublishUnconfirmedException)
        {
            return false;
        }
    }
}
