using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Loops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Retention;

/// <summary>Sweeps every few hours.</summary>
internal sealed class RetentionClock(RetentionSweep sweep, TimeProvider time, ILogger<RetentionClock> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(6);
    private readonly SteadyLoop _loop = new("retention", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await _loop.TryAsync(SweepAsync, stoppingToken);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            Log.Postponed(logger, exception.Message);
        }
    }
}
