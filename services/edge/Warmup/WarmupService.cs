using CodexPooler.ServiceDefaults.Draining;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Warmup;

/// <summary>
/// Warms an edge up once it listens. It only ever delays readiness: what fails is told once, what takes too long or is in the way
/// of leaving ends.
/// </summary>
internal sealed class WarmupService(
    IRehearsal rehearsal, IOptions<WarmupOptions> options, IDrain drain, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<WarmupService> logger) : BackgroundService
{
    private volatile bool _isOver;

    public WarmupProgress Progress { get; } = new(RehearsedKinds.Count(options.Value.Turns));

    public bool IsOver => _isOver;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var (limit, began) = (options.Value.Limit, time.GetTimestamp());
        using var late = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stoppingToken, drain.Draining);
        try
        {
            await rehearsal.RunAsync(Progress, end.Token);
            Log.Warm(logger, Progress, time.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || drain.Draining.IsCancellationRequested)
        {
            // It leaves before it ever was ready.
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            Log.TimeOver(logger, limit, Progress);
        }
        catch (Exception cause)
        {
            Log.Failed(logger, Progress, cause);
        }
        finally
        {
            // A whole second edge has gone; its memory shall not be part of the first one's.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            _isOver = true;
        }
    }

    // Probes shall hear why the edge is not ready; and who does not start at all need not be warm.
    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
