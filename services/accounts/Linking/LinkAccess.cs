using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Credentials.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Linking;

/// <summary>Who may link what to where.</summary>
internal sealed class LinkAccess(CallerAccess callers, AccountAccess accounts)
{
    public async Task<LinkOrder> OrderAsync(ServerCallContext context, StartLinkRequest request)
    {
        var caller = request.RelinkAccountId.Length > 0
            ? await accounts.RequireChangeAsync(context, request.Actor, request.RelinkAccountId)
            : await callers.RequireChangeAsync(context, request.Actor);
        foreach (var poolId in request.PoolIds)
            if (!caller.Sees(poolId))
                throw Refusals.Forbidden("This Pool is not among yours.");

        var problems = new FieldProblems();
        problems.Require(caller.IsOwner || request.RelinkAccountId.Length > 0 || request.PoolIds.Count > 0, "pool_ids",
            "is empty: name one of your Pools for the account to join");
        problems.Require(request.Label.Length <= 120, "label", "must be at most 120 characters");
        problems.ThrowIfAny();
        return new(caller.Name, [.. request.PoolIds])
        {
            Label = request.Label,
            Owner = request.Owner,
            RelinkAccountId = request.RelinkAccountId
        };
    }

    public Task<CallerIdentity> RequireAccountAsync(ServerCallContext context, string actor, string accountId) =>
        accounts.RequireChangeAsync(context, actor, accountId);

    /// <summary>An invited person is known by the flow's id, which only they were told.</summary>
    public async Task RequireFlowAsync(ServerCallContext context, string actor, PendingLink flow)
    {
        if (flow.Order.InviteId.Length > 0) return;
        var caller = await callers.RequireChangeAsync(context, actor);
        if (!flow.Order.PoolIds.All(caller.Sees)) throw Refusals.Forbidden("This link is for a Pool that is not among yours.");
    }
}
