using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>The models there are, and which account offers which.</summary>
internal sealed class CatalogueService(
    CallerAccess access, AccountAccess accountAccess, CatalogueStore store, CatalogueSync sync, AccountAdmin accounts)
    : Contracts.Directory.V1.Catalogue.CatalogueBase
{
    public override async Task<ListModelsResponse> List(ListModelsRequest request, ServerCallContext context)
    {
        var caller = await access.RequireReaderAsync(context, request.Actor);
        if (request.PoolId.Length > 0 && caller?.Sees(request.PoolId) == false)
            throw Refusals.Forbidden("This Pool is not among yours.");
        var offered = request.PoolId.Length == 0 && caller?.Pools is null
            ? null
            : await OfPoolsAsync(
                poolId => request.PoolId.Length > 0 ? poolId == request.PoolId : caller!.Sees(poolId), context.CancellationToken);
        var lists = (await store.ListAsync(context.CancellationToken))
            .Where(models => offered?.Contains(models.AccountId) != false);
        return new() { Models = { ModelUnion.Of(lists) } };
    }

    public override async Task<AccountModels> Sync(SyncModelsRequest request, ServerCallContext context)
    {
        await accountAccess.RequireChangeAsync(context, "", request.AccountId);
        var account = (await accounts.ListAsync(context.CancellationToken)).FirstOrDefault(found => found.Id == request.AccountId)
            ?? throw Refusals.Unknown("account", request.AccountId);
        if (await sync.SyncAsync(account, context.CancellationToken) is { } reason)
            throw new RpcException(
                new Status(StatusCode.Unavailable, $"The upstream told nothing: {reason}. The list known before still holds."));
        return await store.FindAsync(Guid.Parse(account.Id), context.CancellationToken)
            ?? throw Refusals.Unknown("model list of account", account.Id);
    }

    private async Task<HashSet<string>> OfPoolsAsync(Func<string, bool> isAsked, CancellationToken cancellationToken) =>
        (await accounts.ListMembershipsAsync(cancellationToken))
            .Where(membership => isAsked(membership.PoolId) && membership.Enabled)
            .Select(membership => membership.AccountId).ToHashSet(StringComparer.Ordinal);
}
