using System.Collections.Concurrent;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// Tells the directory what credentials revealed about their accounts, once for each change. What cannot be told because the
/// database is away waits, and holds up no credential.
/// </summary>
internal sealed class AccountHealth(AccountAdmin accounts, DirectoryFeed feed, ILogger<AccountHealth> logger)
{
    private readonly ConcurrentDictionary<Guid, AccountReport> _told = new();
    private readonly ConcurrentDictionary<Guid, AccountReport> _waiting = new();

    public async Task RecordAsync(Guid accountId, RefreshResult result, CancellationToken cancellationToken)
    {
        var report = ToReport(result);
        if (report is null || Stands(accountId, report)) return;
        if (feed.StoreIsAway) _waiting[accountId] = report;
        else await TellAsync(accountId, report, cancellationToken);
    }

    /// <summary>
    /// As <see cref="RecordAsync"/>, also when it was told before: another replica may have told otherwise since.
    /// </summary>
    public Task CorrectAsync(Guid accountId, RefreshResult result, CancellationToken cancellationToken)
    {
        _told.TryRemove(accountId, out _);
        return RecordAsync(accountId, result, cancellationToken);
    }

    /// <summary>Tells what waited for the database.</summary>
    public async Task TellAgainAsync(CancellationToken cancellationToken)
    {
        if (feed.StoreIsAway) return;
        foreach (var id in _waiting.Keys)
            if (_waiting.TryRemove(id, out var report))
                await TellAsync(id, report, cancellationToken);
    }

    // What was told once is not told again, unless another replica has meanwhile told whether the account serves otherwise.
    private bool Stands(Guid accountId, AccountReport report) =>
        _told.TryGetValue(accountId, out var told) && told == report
        && (feed.FindAccount(accountId) is not { } known || IsFailing(known.Status) == IsFailing(report.Status));

    private static bool IsFailing(AccountStatus status) => status == AccountStatus.RefreshFailed;

    private async Task TellAsync(Guid accountId, AccountReport report, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.ReportAsync(accountId.ToString(), report, cancellationToken);
            _told[accountId] = report;
            _waiting.TryRemove(accountId, out _);
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            _waiting[accountId] = report;
            Log.NotRecorded(logger, accountId, cause.Message);
        }
        catch (RpcException cause)
        {
            // The account is gone.
            Log.NotRecorded(logger, accountId, cause.Message);
        }
    }

    private static AccountReport? ToReport(RefreshResult result) => result switch
    {
        RefreshResult.Fresh fresh => new(AccountStatus.Active, "", fresh.Credential.Generation),
        RefreshResult.ReauthRequired reauth => new(AccountStatus.ReauthRequired, ReauthReasons.Describe(reauth.Code), 0),
        RefreshResult.SealedAway away => new(
            AccountStatus.ReauthRequired, $"the stored credential cannot be opened: {away.Why}", 0),
        RefreshResult.Transient transient => new(AccountStatus.RefreshFailed, transient.Reason, 0),
        _ => null,
    };
}
