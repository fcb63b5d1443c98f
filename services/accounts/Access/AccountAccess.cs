using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.UpstreamAccounts;
using Grpc.Core;

namespace CodexPooler.Accounts.Access;

/// <summary>Who may change one account: an owner, or an admin of a Pool the account is in. To others it does not exist.</summary>
internal sealed class AccountAccess(CallerAccess access, AccountAdmin accounts)
{
    public async Task<CallerIdentity> RequireChangeAsync(ServerCallContext context, string claimedActor, string accountId)
    {
        var caller = await access.RequireChangeAsync(context, claimedActor);
        if (caller.Pools is null) return caller;
        var memberships = await accounts.ListMembershipsAsync(context.CancellationToken);
        return memberships.Any(membership => membership.AccountId == accountId && caller.Sees(membership.PoolId))
            ? caller
            : throw Refusals.Unknown("account", accountId);
    }
}
