using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking.Unlinking;

/// <summary>
/// Ends a lineage: no more turns, revoked upstream, forgotten here. In this order, so that whatever fails can be repeated.
/// </summary>
internal sealed class AccountUnlinker(
    DirectoryStore store, CredentialWriter credentials, ITokenIssuer issuer, ILogger<AccountUnlinker> logger)
{
    /// <returns>Whether the issuer confirmed the end.</returns>
    public async Task<bool> UnlinkAsync(string actor, string accountId, CancellationToken cancellationToken)
    {
        var id = Refusals.Id("account", accountId);
        await DisableAsync(actor, accountId, cancellationToken);
        try
        {
            var tokens = await credentials.PeekAsync(id, cancellationToken);
            var revoked = tokens is not null && await issuer.RevokeAsync(tokens.RefreshToken, cancellationToken);
            if (!await credentials.DeleteAsync(id, cancellationToken))
                throw new RpcException(
                    new Status(StatusCode.Aborted, "The credential was changed again and again meanwhile. Unlink once more."));
            Log.Unlinked(logger, id, revoked);
            return revoked;
        }
        catch (VaultUnavailableException cause)
        {
            throw new RpcException(new Status(StatusCode.Unavailable,
                $"The account serves no more, but its credential store did not answer: " +
                $"{cause.Message} Unlink once more when it does."));
        }
    }

    private Task<Account> DisableAsync(string actor, string accountId, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, accountId);
            account.Status = AccountStatus.Disabled;
            account.StatusReason = $"unlinked by {actor}";
            var seat = await change.NameOfAsync(DirectoryKind.Account, Guid.Parse(accountId));
            await Editors.Accounts.StoreAsync(change, accountId, account.Revision, account, seat);
            await change.AuditAsync("account.unlink", $"account:{accountId}", new { account.Label });
            return account;
        },
        cancellationToken);
}
