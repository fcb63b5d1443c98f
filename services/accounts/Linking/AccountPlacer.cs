using CodexPooler.Accounts.Linking.Identity;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking;

/// <summary>Finds or makes the account of a seat and its memberships: one account a seat, however often it is linked.</summary>
internal sealed class AccountPlacer(DirectoryStore store, IOptions<LinkingOptions> options)
{
    private const string Unfinished = "the link is not finished; link the account again if this stays";

    public Task<Placement> PlaceAsync(LinkOrder order, LinkedIdentity identity, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        order.Actor,
        async change =>
        {
            var owner = await change.OwnerOfNameAsync(DirectoryKind.Account, identity.Seat.UniqueName());
            if (order.RelinkAccountId.Length > 0 && await MismatchAsync(change, order.RelinkAccountId, owner) is { } problem)
                return Placement.Refuse(problem);

            var existing = order.RelinkAccountId.Length > 0 ? order.RelinkAccountId : owner?.ToString();
            var account = existing is null
                ? await AddAsync(change, order, identity)
                : await UpdateAsync(change, existing, order, identity);
            foreach (var poolId in order.PoolIds)
                await MembershipWriter.PutAsync(change, await Editors.Pools.LoadAsync(change, poolId), account, enabled: true);
            return new(account, existing is null, null);
        },
        cancellationToken);

    private static async Task<LinkProblem?> MismatchAsync(DirectoryChange change, string accountId, Guid? owner)
    {
        if (owner?.ToString() == accountId) return null;
        var linkedAs = await change.NameOfAsync(DirectoryKind.Account, Refusals.Id("account", accountId));
        if (linkedAs is not null) return LinkProblems.IdentityMismatch;
        return owner is null ? null : LinkProblems.IdentityConflict;
    }

    private async Task<Account> AddAsync(DirectoryChange change, LinkOrder order, LinkedIdentity identity)
    {
        var account = new Account
        {
            Label = order.Label.Length > 0 ? order.Label : identity.Email.Length > 0 ? identity.Email : identity.Seat.AccountId,
            Owner = order.Owner,
            Weight = 1,
            Status = AccountStatus.ReauthRequired,
            StatusReason = Unfinished,
        };
        Describe(account, identity);
        AccountRules.Check(account);
        await Editors.Accounts.AddAsync(change, account, identity.Seat.UniqueName());
        await change.AuditAsync("account.link", $"account:{account.Id}", new { account.Label, account.Plan });
        return account;
    }

    private async Task<Account> UpdateAsync(DirectoryChange change, string id, LinkOrder order, LinkedIdentity identity)
    {
        var before = await Editors.Accounts.LoadAsync(change, id);
        var after = before.Clone();
        Describe(after, identity);
        if (order.Label.Length > 0) after.Label = order.Label;
        if (order.Owner.Length > 0) after.Owner = order.Owner;
        if (after.Status == AccountStatus.Disabled)
            (after.Status, after.StatusReason) = (AccountStatus.ReauthRequired, Unfinished);
        AccountRules.Check(after);
        await Editors.Accounts.StoreAsync(change, id, before.Revision, after, identity.Seat.UniqueName());
        await change.AuditAsync("account.relink", $"account:{id}", Differences.Between(before, after));
        return after;
    }

    private void Describe(Account account, LinkedIdentity identity)
    {
        account.UpstreamAccountId = identity.Seat.AccountId;
        account.UpstreamBase = options.Value.UpstreamBase.OriginalString;
        account.Residency = identity.Residency;
        if (identity.Plan.Length > 0) account.Plan = identity.Plan;
    }
}
