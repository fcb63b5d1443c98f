using System.Collections.Concurrent;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.SavedResets;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Polling;

/// <summary>
/// Asks for every account's usage in its turn. Another replica's recent answer counts as asked, so more replicas ask no more
/// often. What goes wrong with one account holds up no other.
/// </summary>
internal sealed class UsagePoller(
    AccountAdmin accounts,
    SettingsAdmin settings,
    QuotaBook book,
    UsageProbe probe,
    AutomaticResets resets,
    ExpiringResets expiring,
    RedeemRescue rescue,
    TimeProvider time,
    ILogger<UsagePoller> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _asked = new();

    public async Task PollDueAsync(CancellationToken cancellationToken)
    {
        await book.Loaded.WaitAsync(cancellationToken);
        var values = InstanceValues.Of(await settings.ReadAsync(cancellationToken));
        var now = time.GetUtcNow();
        var pollable = (await accounts.ListAsync(cancellationToken)).Where(IsPolled).ToList();
        await Parallel.ForEachAsync(
            pollable.Where(account => DueAt(account, values, now) <= now),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (account, token) =>
            {
                _asked[account.Id] = now;
                await PollAsync(account, values, token);
            });
    }

    private async Task PollAsync(Account account, InstanceValues values, CancellationToken cancellationToken)
    {
        try
        {
            if (await probe.AskAsync(account, cancellationToken) is not null) return;
            await resets.ConsiderAsync(account, values, cancellationToken);
            await expiring.ConsiderAsync(account, values, cancellationToken);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            Log.AccountPollFailed(logger, Guid.Parse(account.Id), cause);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PollDueAsync(stoppingToken);
                await rescue.RepeatDueAsync(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.PollFailed(logger, cause);
            }
        }
    }

    private static bool IsPolled(Account account) =>
        account.Status is AccountStatus.Active or AccountStatus.Refreshing or AccountStatus.RefreshFailed or AccountStatus.Paused
        && account.UpstreamBase.Length > 0;

    private DateTimeOffset DueAt(Account account, InstanceValues values, DateTimeOffset now)
    {
        var id = Guid.Parse(account.Id);
        var evidence = book.Of(id);
        var answered = evidence.Readings.Where(reading => reading.Source == QuotaSource.UsageApi)
            .Select(reading => reading.ObservedAtMs).DefaultIfEmpty(0).Max();
        var asked = _asked.TryGetValue(account.Id, out var own) ? own : DateTimeOffset.MinValue;
        var last = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(answered, asked.ToUnixTimeMilliseconds()));
        return last <= DateTimeOffset.UnixEpoch ? now : PollRhythm.Next(evidence, last, values, Unit(id));
    }

    private static double Unit(Guid id) => (uint)id.GetHashCode() / (double)uint.MaxValue;
}
