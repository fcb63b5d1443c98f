using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Loops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Exports;

/// <summary>Makes due exports and corrections, and repeats announcements that did not get through.</summary>
internal sealed class ExportClock(
    BillingExports exports, IOptions<ExportOptions> options, TimeProvider time, ILogger<ExportClock> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private readonly SteadyLoop _loop = new("exports", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        do
        {
            await _loop.TryAsync(ExportAsync, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ExportAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or DatabaseUnavailableException
            or CommitOutcomeUnknownException or UnauthorizedAccessException or PublishUnconfirmedException or Dapr.DaprException)
        {
            Log.Failed(logger, exception);
        }
    }

    private async Task RunDueAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        foreach (
            var (start, end) in BillingPeriods.Closed(settings.Schedule, time.GetUtcNow() - settings.Delay, settings.LookBack))
            await exports.ExportAsync(start, end, cancellationToken);
        await exports.AnnounceAsync(cancellationToken);
    }
}
