using CodexPooler.Accounts.Keys;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>Ends pauses whose time has come, so that the directory says what routers already do.</summary>
internal sealed class PauseClock(
    AccountAdmin accounts, KeyAdmin keys, DirectoryFeed feed, TimeProvider time, ILogger<PauseClock> logger) : BackgroundService
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
        foreach (var account in feed.Accounts().Where(account => IsOver(account.Pause, now)))
            await accounts.ResumeAsync("system", account.Id, automatic: true, cancellationToken);
        foreach (var key in feed.KeysPausedForATime().Where(key => IsOver(key.Pause, now)))
            await keys.ResumeAsync("system", key.Id, automatic: true, cancellationToken);
    }

    private static bool IsOver(Pause? pause, DateTimeOffset now) => pause?.Until is { } until && until.ToDateTimeOffset() <= now;
}
