using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>
/// The generator knows the truth; the ledger must equal it to the unit. <c>CODEX_POOLER_LONG=1</c> makes it a million events
/// and kills the broker twice as well.
/// </summary>
public sealed class ChaosTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1";
    private static readonly int Events = IsLong ? 1_000_000 : 8_000;
    private static readonly TimeSpan Deadline = IsLong ? TimeSpan.FromMinutes(20) : TimeSpan.FromMinutes(2);

    [RabbitMqFact]
    public async Task Intake_DuplicatesAndKilledProcesses_CountsEveryTurnOnce()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Postgres);
        var address = new Uri($"amqp://127.0.0.1:{broker.Port}/");
        await using var publisher = await TurnPublisher.StartAsync(address);
        using var over = new CancellationTokenSource();
        var consumers = KeepKillingConsumersAsync(rig.Options, address, over.Token);
        var truth = new Truth();

        var random = new Random(11);
        var chunks = Events / 500;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var turns = Facts.Random(500, seed: chunk);
            foreach (var turn in turns) truth.Add(turn);
            await publisher.PublishAsync<TurnSettled>([.. turns, .. turns.Where(_ => random.Next(20) == 0)]);
            if (!IsLong || (chunk != chunks / 3 && chunk != 2 * chunks / 3)) continue;
            await broker.KillAsync();
            await broker.StartAgainAsync();
        }

        await Eventually.TrueAsync(
            async () => await rig.ScalarAsync("SELECT COUNT(*) FROM turns") >= truth.Turns, "every turn arrives", Deadline);
        await over.CancelAsync();
        await consumers;

        (await rig.ScalarAsync("SELECT COUNT(*) FROM turns")).ShouldBe(truth.Turns);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM entries")).ShouldBe(truth.Turns);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM attempts")).ShouldBe(truth.Attempts);
        (await rig.ScalarAsync("SELECT CAST(SUM(input) AS BIGINT) FROM rollups_day WHERE dimension = 1")).ShouldBe(truth.Input);
        (await rig.ScalarAsync("SELECT CAST(SUM(output) AS BIGINT) FROM rollups_hour WHERE dimension = 2")).ShouldBe(
            truth.Output);
        (await rig.ScalarAsync("SELECT CAST(SUM(cost_micros) AS BIGINT) FROM entries")).ShouldBe(truth.CostMicros);
        (await rig.DifferencesAsync()).ShouldBeEmpty();
    }

    /// <summary>
    /// Two replicas share the queue; every few seconds one is killed in the middle of its work and started again.
    /// </summary>
    private static async Task KeepKillingConsumersAsync(DataOptions data, Uri broker, CancellationToken cancellationToken)
    {
        var replicas =
            new[] { await StartAsync(data, broker, cancellationToken), await StartAsync(data, broker, cancellationToken) };
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(IsLong ? 10 : 3));
            for (var turn = 0; await timer.WaitForNextTickAsync(cancellationToken); turn ^= 1)
            {
                await replicas[turn].KillAsync();
                await replicas[turn].DisposeAsync();
                replicas[turn] = await StartAsync(data, broker, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
        finally
        {
            foreach (var replica in replicas) await replica.DisposeAsync();
        }
    }

    /// <summary>A replica that starts while the broker is dead gives up; whoever runs it starts it again.</summary>
    private static async Task<AccountingProcess> StartAsync(DataOptions data, Uri broker, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await AccountingProcess.StartAsync(data, broker);
            }
            catch (InvalidOperationException)
            {
                // It ended before it was ready.
            }
        }
    }
}
