using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>Ends pauses whose time has come, so that the directory says what routers already do.</summary>
internal sealed class PauseClock(AccountAdmin accounts, DirectoryFeed feed, TimeProvider time, ILogger<PauseClock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ResumeDueAsync(stoppingToken);
            }
            catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
            {
                Log.NotResumed(logger, cause.Message);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ClockFailed(logger, cause);
            }
        }
    }

    private async Task ResumeDueAsync(CancellationToken cancellationToken)
    {
        if (feed.StoreIsAway) return;
        var now = time.GetUtcNow();
        var due = feed.Accounts().Where(account => account.Pause?.Until is { } until && until.ToDateTimeOffset() <= now);
        foreach (var account in due)
            await accounts.ResumeAsync("system", account.Id, automatic: true, cancellationToken);
    }
}
