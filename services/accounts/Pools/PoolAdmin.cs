using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Pools;

internal sealed class PoolAdmin(DirectoryStore store)
{
    public Task<IReadOnlyList<Pool>> ListAsync(CancellationToken cancellationToken) =>
        Editors.Pools.ListAsync(store, cancellationToken);

    public Task<Pool> SaveAsync(string actor, SavePoolRequest request, CancellationToken cancellationToken)
    {
        var wish = request.Pool ?? new Pool();
        return store.ChangeAsync(
            actor,
            change => wish.Id.Length == 0 ? AddAsync(change, wish.Clone()) : EditAsync(change, wish, request),
            cancellationToken);
    }

    public Task RemoveAsync(string actor, RemoveRequest request, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var pool = await Editors.Pools.LoadAsync(change, request.Id);
            Refusals.IfStale("pool", pool.Id, request.Revision, pool.Revision);
            var keys = (await Editors.Keys.ListAsync(change))
                .Count(key => key.PoolId == pool.Id && key.Status != ApiKeyStatus.Revoked);
            if (keys > 0)
                throw Refusals.InTheWay(
                    $"Pool '{pool.Slug}' still has {keys} key(s) in use. Revoke them first, or disable the Pool.");
            var memberships = await Editors.Memberships.ListAsync(change);
            foreach (var membership in memberships.Where(membership => membership.PoolId == pool.Id))
                await change.RemoveAsync(DirectoryKind.Membership, Guid.Parse(membership.Id));
            await change.RemoveAsync(DirectoryKind.Pool, Guid.Parse(pool.Id));
            await change.AuditAsync("pool.remove", $"pool:{pool.Id}", new { pool.Slug });
            return pool;
        },
        cancellationToken);

    private static async Task<Pool> AddAsync(DirectoryChange change, Pool pool)
    {
        PoolRules.Complete(pool);
        PoolRules.Check(pool);
        await RefuseTakenSlugAsync(change, pool.Slug, null);
        await Editors.Pools.AddAsync(change, pool, pool.Slug);
        await change.AuditAsync("pool.create", $"pool:{pool.Id}", new { pool.Slug, Strategy = pool.Strategy.ToString() });
        return pool;
    }

    private static async Task<Pool> EditAsync(DirectoryChange change, Pool wish, SavePoolRequest request)
    {
        var (before, after, revision) = await Editors.Pools.MergeAsync(change, wish.Id, wish.Revision, wish, request.Fields);
        PoolRules.Complete(after);
        PoolRules.Check(after);
        await RefuseTakenSlugAsync(change, after.Slug, Guid.Parse(wish.Id));
        await Editors.Pools.StoreAsync(change, wish.Id, revision, after, after.Slug);
        await change.AuditAsync("pool.edit", $"pool:{wish.Id}", Differences.Between(before, after));
        return after;
    }

    private static async Task RefuseTakenSlugAsync(DirectoryChange change, string slug, Guid? own)
    {
        var owner = await change.OwnerOfNameAsync(DirectoryKind.Pool, slug);
        if (owner is null || owner == own) return;
        var problems = new FieldProblems();
        problems.Add("slug", $"'{slug}' is taken by another Pool");
        problems.ThrowIfAny();
    }
}
