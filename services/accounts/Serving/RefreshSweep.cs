using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Contracts.Directory.V1;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// The hosted driver: looks which credentials end soon and has them renewed. A second driver beside it does no harm.
/// </summary>
internal sealed class RefreshSweep(
    AccountLookup accounts,
    SpillJournal spill,
    AbandonedRenewals abandoned,
    CredentialCache credentials,
    AccountHealth health,
    BackOff backOff,
    RenewalBoard board,
    IOptions<RefreshOptions> options,
    TimeProvider time,
    ILogger<RefreshSweep> logger) : BackgroundService
{
    private const int AtOnce = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                await AdoptSpilledAsync(stoppingToken);
                await health.TellAgainAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SweepFailed(logger, cause);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var due = (await accounts.ListAsync(cancellationToken))
            .Where(account => account.Status is not (AccountStatus.ReauthRequired or AccountStatus.Disabled))
            .Where(account => account.Status == AccountStatus.Refreshing || IsTurn(account));
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (account, token) => await TryDriveAsync(account, token));
    }

    /// <summary>
    /// A result the vault would not take must not wait for somebody to ask: another replica sees the old record meanwhile and
    /// would declare the account dead.
    /// </summary>
    public async Task AdoptSpilledAsync(CancellationToken cancellationToken)
    {
        foreach (var id in spill.Waiting())
        {
            var result = await credentials.ReloadAsync(id, cancellationToken);
            if (spill.Find(id) is null) await health.CorrectAsync(id, result, cancellationToken);
        }
    }

    /// <summary>Another driver's turn: the same conditions as the sweep's.</summary>
    public Task DriveDueAsync(Guid accountId, CancellationToken cancellationToken) =>
        IsDue(accountId) ? DriveAsync(accountId, cancellationToken) : Task.CompletedTask;

    /// <summary>One account's turn: read, renew when due, tell the directory.</summary>
    /// <param name="isOut">
    /// The account does not serve because a renewal failed: nobody asks for its credential, so only this brings it back.
    /// </param>
    public async Task DriveAsync(Guid accountId, CancellationToken cancellationToken, bool isOut = false)
    {
        var held = await credentials.GetAsync(accountId, cancellationToken);
        var result = held is RefreshResult.Fresh fresh && (isOut || credentials.IsDue(accountId, Jitter(accountId)))
            ? await credentials.RenewAsync(accountId, fresh.Credential.Generation, cancellationToken)
            : held;
        backOff.Note(accountId, result);
        if (isOut) await health.CorrectAsync(accountId, result, cancellationToken);
        // While what is held lives, a renewal that has to be repeated is no reason to take the account out of service.
        else if (result is not RefreshResult.Transient || held is not RefreshResult.Fresh)
            await health.RecordAsync(accountId, result, cancellationToken);
        if (result is RefreshResult.Transient) await board.TellAsync(accountId, cancellationToken);
    }

    // What goes wrong with one account must not keep the others' credentials from being renewed.
    private async Task TryDriveAsync(Account account, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(account.Id);
        try
        {
            if (account.Status == AccountStatus.Refreshing)
                await abandoned.EndAsync(id, account.CredentialGeneration, cancellationToken);
            if (IsTurn(account)) await DriveAsync(id, cancellationToken, isOut: account.Status == AccountStatus.RefreshFailed);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            Log.DriveFailed(logger, id, cause);
        }
    }

    private bool IsTurn(Account account)
    {
        var id = Guid.Parse(account.Id);
        return IsDue(id) || (account.Status == AccountStatus.RefreshFailed && backOff.IsOver(id));
    }

    private bool IsDue(Guid id) => credentials.IsDue(id, Jitter(id)) && backOff.IsOver(id);

    // Up to a quarter of the lead time, the same for an account at every sweep, so that two replicas agree on when it is due.
    private TimeSpan Jitter(Guid id) => options.Value.Ahead * ((uint)id.GetHashCode() / (double)uint.MaxValue / 4);
}
