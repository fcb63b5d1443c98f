using CodexPooler.Data;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>Two replicas share the queue; every few seconds one is killed in the middle of its work and started again.</summary>
internal sealed class DyingConsumers : IAsyncDisposable
{
    private readonly DataOptions _data;
    private readonly Uri _broker;
    private readonly TimeSpan _every;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _running;

    public DyingConsumers(DataOptions data, Uri broker, TimeSpan every)
    {
        (_data, _broker, _every) = (data, broker, every);
        _running = RunAsync(_over.Token);
    }

    public int Kills { get; private set; }

    /// <summary>What the replicas said that were not ready in time and were killed for it, as a supervisor would.</summary>
    public List<string> Stuck { get; } = [];

    /// <summary>A fault of the loop itself is a fault of the test.</summary>
    public bool IsFaulted => _running.IsFaulted;

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _over.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var replicas = new AccountingProcess?[2];
        try
        {
            using var timer = new PeriodicTimer(_every);
            for (var turn = 0; turn < 2; turn++) replicas[turn] = await StartAsync(cancellationToken);
            for (var turn = 0; await timer.WaitForNextTickAsync(cancellationToken); turn ^= 1)
            {
                await replicas[turn]!.KillAsync();
                await replicas[turn]!.DisposeAsync();
                Kills++;
                replicas[turn] = null;
                replicas[turn] = await StartAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
        finally
        {
            foreach (var replica in replicas)
                if (replica is not null) await replica.DisposeAsync();
        }
    }

    /// <summary>A replica that starts while the broker is dead gives up; whoever runs it starts it again.</summary>
    private async Task<AccountingProcess> StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await AccountingProcess.StartAsync(_data, _broker, quorumQueues: false);
            }
            catch (InvalidOperationException)
            {
                // It ended before it was ready.
            }
            catch (TimeoutException late)
            {
                Stuck.Add(late.Message);
            }
        }
    }
}
