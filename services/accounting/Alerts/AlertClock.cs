using CodexPooler.Accounting.Budgets;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Loops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Alerts;

/// <summary>Looks at budgets and rules every few seconds and sends what is waiting.</summary>
internal sealed class AlertClock(
    BudgetWatch budgets, AlertWatch watch, AlertDelivery delivery, TimeProvider time,
    ILogger<AlertClock> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private readonly SteadyLoop _loop = new("alerts", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await _loop.TryAsync(LookAsync, stoppingToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await budgets.RunAsync(cancellationToken);
            await watch.RunAsync(cancellationToken);
            await delivery.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DatabaseUnavailableException or CommitOutcomeUnknownException
            or PublishUnconfirmedException)
        {
            Log.Postponed(logger, exception.Message);
        }
    }
}
