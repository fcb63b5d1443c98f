using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>One membership a Pool and account, however often it is written.</summary>
internal static class MembershipWriter
{
    public static async Task<Membership> PutAsync(
        DirectoryChange change, Pool pool, Account account, bool enabled, long knownRevision = 0)
    {
        var name = $"{pool.Id}/{account.Id}";
        var membership = await change.OwnerOfNameAsync(DirectoryKind.Membership, name) is { } id
            ? await Editors.Memberships.LoadAsync(change, id.ToString())
            : new Membership { PoolId = pool.Id, AccountId = account.Id };
        Refusals.IfStale("membership", name, knownRevision, membership.Revision);
        if (membership.Revision > 0 && membership.Enabled == enabled) return membership;

        membership.Enabled = enabled;
        if (membership.Revision == 0) await Editors.Memberships.AddAsync(change, membership, name);
        else await Editors.Memberships.StoreAsync(change, membership.Id, membership.Revision, membership, name);
        await change.AuditAsync(
            enabled ? "membership.enable" : "membership.disable",
            $"account:{account.Id}", new { Pool = pool.Slug, account.Label });
        return membership;
    }
}
