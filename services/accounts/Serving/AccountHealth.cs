using System.Collections.Concurrent;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Serving;

/// <summary>Tells the directory what credentials revealed about their accounts, once for each change.</summary>
internal sealed class AccountHealth(AccountAdmin accounts, ILogger<AccountHealth> logger)
{
    private readonly ConcurrentDictionary<Guid, AccountReport> _told = new();

    public async Task RecordAsync(Guid accountId, RefreshResult result, CancellationToken cancellationToken)
    {
        var report = ToReport(result);
        if (report is null || (_told.TryGetValue(accountId, out var told) && told == report)) return;
        try
        {
            await accounts.ReportAsync(accountId.ToString(), report, cancellationToken);
            _told[accountId] = report;
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or RpcException)
        {
            // The credential serves all the same; the next result tells it again.
            Log.NotRecorded(logger, accountId, cause.Message);
        }
    }

    private static AccountReport? ToReport(RefreshResult result) => result switch
    {
        RefreshResult.Fresh fresh => new(AccountStatus.Active, "", fresh.Credential.Generation),
        RefreshResult.ReauthRequired reauth => new(AccountStatus.ReauthRequired, ReauthReasons.Describe(reauth.Code), 0),
        RefreshResult.SealedAway away => new(AccountStatus.ReauthRequired, $"the stored credential cannot be opened: {away.Why}", 0),
        RefreshResult.Transient transient => new(AccountStatus.RefreshFailed, transient.Reason, 0),
        _ => null,
    };
}
