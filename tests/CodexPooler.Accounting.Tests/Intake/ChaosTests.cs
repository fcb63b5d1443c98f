using System.Diagnostics;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit.Abstractions;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>
/// The generator knows the truth; the ledger must equal it to the unit. Killed consumers make the broker deliver again whatever
/// they held, in any order; one turn in twenty is published again later. The single node's queue is a classic one: of a quorum
/// queue RabbitMQ 3.10 may leave the only member without a leader after SIGKILL.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly ChaosPlan Plan = ChaosPlan.Current;

    [RabbitMqFact]
    public async Task Intake_DuplicatesAndKilledProcesses_CountsEveryTurnOnce()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Postgres);
        var address = new Uri($"amqp://127.0.0.1:{broker.Port}/");
        await using var publisher = await TurnPublisher.StartAsync(address, quorumQueues: false);
        await using var consumers = new DyingConsumers(rig.Options, address, Plan.KillEvery);
        var watch = Stopwatch.StartNew();

        var (truth, repeats) = await PublishAsync(broker, publisher);
        var published = watch.Elapsed;
        await Eventually.TrueAsync(
            async () => consumers.IsFaulted || await rig.ScalarAsync("SELECT COUNT(*) FROM turns") >= truth.Turns,
            "every turn arrives", Plan.Deadline);

        output.WriteLine(
            $"{truth.Turns} turns, {repeats} published twice, {publisher.Repeated} sent again because a confirm was lost, "
            + $"{consumers.Kills} consumers ({consumers.Stuck.Count} not ready in a minute) "
            + $"and {Plan.BrokerKills} times the broker killed: published in {published.TotalSeconds:0.0} s, "
            + $"in the ledger after {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var stuck in consumers.Stuck) output.WriteLine(stuck);
        await consumers.StopAsync();
        await ShouldBeAsync(rig, truth);
    }

    private static async Task<(Truth Truth, int Repeats)> PublishAsync(RabbitMqServer broker, TurnPublisher publisher)
    {
        var (truth, random, repeats) = (new Truth(), new Random(11), 0);
        var earlier = new List<TurnSettled>();
        var killing = Task.CompletedTask;
        for (var chunk = 0; chunk < Plan.Chunks; chunk++)
        {
            // Time goes on while turns settle, but some come hours late.
            var turns = Facts.Random(ChaosPlan.Chunk, seed: chunk, 56.0 * chunk / Plan.Chunks, random.Next(10) == 0 ? 4 : 0.2);
            foreach (var turn in turns) truth.Add(turn);
            earlier.AddRange(turns.Where(_ => random.Next(10) == 0));
            var again = earlier.Where(_ => random.Next(10 * earlier.Count) < ChaosPlan.Chunk / 2).ToList();
            if (earlier.Count > 4000) earlier.RemoveRange(0, 1000);
            repeats += again.Count;
            TurnSettled[] messages = [.. turns, .. again];
            random.Shuffle(messages);
            if (Plan.KillsBrokerIn(chunk)) killing = KillAsync(broker);
            await publisher.PublishAsync<TurnSettled>(messages);
        }

        await killing;
        return (truth, repeats);
    }

    // Publishing goes on meanwhile: what was under way when the broker died is the hard case.
    private static async Task KillAsync(RabbitMqServer broker)
    {
        await broker.KillAsync();
        await broker.StartAgainAsync();
    }

    private static async Task ShouldBeAsync(LedgerRig rig, Truth truth)
    {
        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(truth.Turns);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM entries")).ShouldBe(truth.Turns);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM attempts")).ShouldBe(truth.Attempts);
        var rollups = await rig.ReadAsync<(long, long, long, long, long, long, long)>(
            """
            SELECT CAST(SUM(turns) AS BIGINT), CAST(SUM(input) AS BIGINT), CAST(SUM(cached_input) AS BIGINT),
                CAST(SUM(cache_write) AS BIGINT), CAST(SUM(output) AS BIGINT), CAST(SUM(reasoning) AS BIGINT),
                CAST(SUM(cost_micros) AS BIGINT) FROM rollups_day WHERE dimension = 1
            """);
        var tokens = truth.Tokens;
        rollups.ShouldBe((
            truth.Turns, tokens.Input, tokens.CachedInput, tokens.CacheWrite, tokens.Output, tokens.Reasoning, truth.CostMicros));
        (await rig.ScalarAsync("SELECT CAST(SUM(cost_micros) AS BIGINT) FROM entries")).ShouldBe(truth.CostMicros);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }
}
