using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// Shows in the directory which accounts are being renewed, behind the renewals and never in their way. It comes and goes by
/// itself: no entry in the audit log, no revision that an operator's edit would collide with. What a process leaves behind when
/// it dies, the sweep takes away.
/// </summary>
internal sealed class RenewalBoard(
    RenewalsUnderWay underWay, DirectoryStore store, DirectoryFeed feed, ILogger<RenewalBoard> logger) : BackgroundService
{
    /// <summary>Says what is so at this moment; what cannot be written now is put right by the sweep.</summary>
    public async Task TellAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (feed.StoreIsAway) return;
        try
        {
            await WriteAsync(accountId, cancellationToken);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            var isKnown = cause is RpcException or DatabaseUnavailableException or CommitOutcomeUnknownException;
            Log.NotShown(logger, accountId, isKnown ? cause.Message : cause.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in underWay.News.ReadAllAsync(stoppingToken)) await TellAsync(id, stoppingToken);
    }

    // Decided while the change has its turn: a renewal that has ended by then is not shown at all.
    private Task<bool> WriteAsync(Guid accountId, CancellationToken cancellationToken) => store.ChangeAsync(
        "system",
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, accountId.ToString());
            var status = underWay.Holds(accountId) ? AccountStatus.Refreshing : AccountStatus.Active;
            // An account that does not serve says why; that somebody tries to help it is no news.
            if (account.Status == status || !account.Serves()) return false;
            account.Status = status;
            await Editors.Accounts.StoreAsync(
                change, account.Id, account.Revision - 1, account,
                await change.NameOfAsync(DirectoryKind.Account, accountId));
            return true;
        },
        cancellationToken);
}
