using System.Collections.Concurrent;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>
/// Syncs an account soon after it was linked or its plan changed, then at the interval of the settings, in turn.
/// </summary>
internal sealed class CatalogueDriver(
    AccountAdmin accounts, SettingsAdmin settings, CatalogueSync sync, TimeProvider time, ILogger<CatalogueDriver> logger)
    : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Turn> _turns = new();

    public async Task SyncDueAsync(CancellationToken cancellationToken)
    {
        var interval = InstanceValues.Of(await settings.ReadAsync(cancellationToken)).CatalogueSync;
        var now = time.GetUtcNow();
        var due = (await accounts.ListAsync(cancellationToken)).Where(account => IsSynced(account) && IsDue(account, now));
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (account, token) =>
            {
                // Before it is tried: an account with which everything goes wrong must not take every turn.
                _turns[account.Id] = new(now + RetryAfter, account.Plan);
                if (await TrySyncAsync(account, token))
                    _turns[account.Id] = new(now + (interval * (0.9 + (Random.Shared.NextDouble() * 0.2))), account.Plan);
            });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SyncDueAsync(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SyncFailed(logger, cause);
            }
        }
    }

    private async Task<bool> TrySyncAsync(Account account, CancellationToken cancellationToken)
    {
        try
        {
            return await sync.SyncAsync(account, cancellationToken) is null;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            Log.AccountSyncFailed(logger, Guid.Parse(account.Id), cause);
            return false;
        }
    }

    private static bool IsSynced(Account account) =>
        account.Status is AccountStatus.Active or AccountStatus.Refreshing or AccountStatus.Paused
        && account.UpstreamBase.Length > 0;

    private bool IsDue(Account account, DateTimeOffset now) =>
        !_turns.TryGetValue(account.Id, out var turn) || turn.Next <= now || turn.Plan != account.Plan;

    private sealed record Turn(DateTimeOffset Next, string Plan);
}
