using CodexPooler.Accounts.Tokens.Refreshing;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// Ends what a process left behind that died while it renewed: the directory goes on saying so, and in the vault stands a claim
/// that nobody ends. The claim decides, on this replica's own clock; a refresh token that may have been spent is tried once.
/// </summary>
internal sealed class AbandonedRenewals(
    RefreshCoordinator coordinator,
    CredentialCache credentials,
    AccountHealth health,
    BackOff backOff,
    RenewalBoard board,
    ILogger<AbandonedRenewals> logger)
{
    /// <summary>Looks at an account that the directory shows as being renewed.</summary>
    public async Task EndAsync(Guid accountId, long generation, CancellationToken cancellationToken)
    {
        switch (await coordinator.LookAsync(accountId, cancellationToken))
        {
            case ClaimState.Abandoned:
                Log.TakenOver(logger, accountId);
                await TakeOverAsync(accountId, generation, cancellationToken);
                break;
            case ClaimState.None:
                await health.CorrectAsync(
                    accountId, await credentials.ReloadAsync(accountId, cancellationToken), cancellationToken);
                await board.TellAsync(accountId, cancellationToken);
                break;
        }
    }

    private async Task TakeOverAsync(Guid accountId, long generation, CancellationToken cancellationToken)
    {
        await credentials.ReloadAsync(accountId, cancellationToken);
        var result = await credentials.RenewAsync(accountId, generation, cancellationToken);
        backOff.Note(accountId, result);
        if (result is not RefreshResult.Transient || !credentials.Holds(accountId))
            await health.CorrectAsync(accountId, result, cancellationToken);
        await board.TellAsync(accountId, cancellationToken);
    }
}
