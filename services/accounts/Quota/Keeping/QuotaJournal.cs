using CodexPooler.Data;

namespace CodexPooler.Accounts.Quota.Keeping;

/// <summary>
/// Carries evidence between memory and the database once a second, both ways. A kill loses at most that second, which the next
/// turn or poll tells again; without the database the memory serves.
/// </summary>
internal sealed class QuotaJournal(
    QuotaBook book, QuotaStore store, TimeProvider time, ILogger<QuotaJournal> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _version;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ExchangeAsync(cancellationToken);
    }

    public async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        var unsaved = book.TakeUnsaved();
        try
        {
            if (unsaved.Count > 0) await store.MergeAsync(unsaved, cancellationToken);
            unsaved = new Dictionary<Guid, Evidence.AccountEvidence>();
            var rows = await store.ReadSinceAsync(_version, cancellationToken);
            book.Load(rows);
            if (rows.Count > 0) _version = rows[^1].Version;
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            // Merging twice does no harm, so what may have been written is written again.
            Log.StoreAway(logger, cause.Message);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            Log.JournalFailed(logger, cause);
        }
        finally
        {
            book.PutBack(unsaved);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do await ExchangeAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
