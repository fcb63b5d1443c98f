using CodexPooler.Accounts.Linking.Identity;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking;

/// <summary>
/// The end of every way to link: account first, credential second, status last, so that whatever breaks in between leaves an
/// account that says it needs to be linked and never a credential nobody knows of.
/// </summary>
internal sealed class AccountLinker(
    AccountPlacer placer,
    CredentialWriter credentials,
    DirectoryStore store,
    AccountHealth health,
    BackOff backOff,
    ILogger<AccountLinker> logger)
{
    public async Task<LinkOutcome> LinkAsync(
        LinkOrder order, TokenSet tokens, string statedAccountId, CancellationToken cancellationToken)
    {
        if (LinkedIdentity.Of(tokens, statedAccountId) is not { } identity)
            return new LinkOutcome.Refused(LinkProblems.MissingIdentity);
        try
        {
            var placed = await placer.PlaceAsync(order, identity, cancellationToken);
            if (placed.Account is not { } account) return new LinkOutcome.Refused(placed.Problem!);
            var id = Guid.Parse(account.Id);
            if (await credentials.ReplaceAsync(id, account.CredentialGeneration, tokens, cancellationToken) is not { } stored)
                return new LinkOutcome.Refused(LinkProblems.ReplacedMeanwhile);

            var result = new RefreshResult.Fresh(stored, Exchanged: true);
            backOff.Note(id, result);
            await health.RecordAsync(id, result, cancellationToken);
            Log.Linked(logger, id, stored.Generation, placed.Added);
            var now = await store.FindAsync(DirectoryKind.Account, id, cancellationToken);
            return new LinkOutcome.Linked(now is null
                ? account
                : Account.Parser.ParseFrom(now.Body), placed.Added, Warnings(placed.Added, order));
        }
        catch (Exception cause) when (cause is VaultUnavailableException or DatabaseUnavailableException)
        {
            Log.NotStored(logger, cause.Message);
            return new LinkOutcome.Refused(LinkProblems.StoreUnavailable);
        }
        catch (RpcException cause) when (cause.StatusCode is StatusCode.NotFound)
        {
            return new LinkOutcome.Refused(LinkProblems.UnknownTarget);
        }
    }

    private static List<string> Warnings(bool added, LinkOrder order) => added || order.RelinkAccountId.Length > 0
        ? []
        : ["This seat was linked before: its account was kept and its credential replaced."];
}
