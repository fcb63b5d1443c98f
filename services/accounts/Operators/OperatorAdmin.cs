using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Operators;

internal sealed class OperatorAdmin(DirectoryStore store)
{
    public Task<IReadOnlyList<Operator>> ListAsync(CancellationToken cancellationToken) =>
        Editors.Operators.ListAsync(store, cancellationToken);

    public Task<Operator> SaveAsync(string actor, Operator wish, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            await CheckAsync(change, wish);
            if (wish.Id.Length == 0)
            {
                var added = wish.Clone();
                added.Active = true;
                await Editors.Operators.AddAsync(change, added, added.Name.ToLowerInvariant());
                await change.AuditAsync(
                    "operator.create", $"operator:{added.Id}", new { added.Name, Role = added.Role.ToString() });
                return added;
            }

            var (before, after, revision) = await Editors.Operators.MergeAsync(change, wish.Id, wish.Revision, wish, null);
            if (IsOwner(before) && !IsOwner(after)) await RefuseLastOwnerAsync(change, wish.Id);
            await Editors.Operators.StoreAsync(change, wish.Id, revision, after, after.Name.ToLowerInvariant());
            await change.AuditAsync("operator.edit", $"operator:{wish.Id}", Differences.Between(before, after));
            return after;
        },
        cancellationToken);

    /// <summary>Whose token this is, or null.</summary>
    public async Task<Operator?> AuthenticateAsync(SecretText token, CancellationToken cancellationToken)
    {
        var item = await store.FindNamedAsync(DirectoryKind.OperatorToken, OperatorSecret.NameOf(token), cancellationToken);
        if (item is null) return null;
        var stored = TokenAdmin.Read(item);
        var owner = await store.FindAsync(DirectoryKind.Operator, Guid.Parse(stored.OperatorId), cancellationToken);
        return owner is not null && Operator.Parser.ParseFrom(owner.Body) is { Active: true } found ? found : null;
    }

    private static async Task CheckAsync(DirectoryChange change, Operator wish)
    {
        var problems = new FieldProblems();
        problems.Require(wish.Name.Length is > 0 and <= 160, "name", "must be 1 to 160 characters");
        problems.Require(
            wish.Role != Operator.Types.Role.Unspecified && Enum.IsDefined(wish.Role), "role", "must be owner, admin or viewer");
        problems.Require(
            wish.Role == Operator.Types.Role.Owner || wish.PoolIds.Count > 0,
            "pool_ids", "is empty: an admin or viewer needs at least one Pool");
        var pools = (await Editors.Pools.ListAsync(change)).Select(pool => pool.Id).ToHashSet(StringComparer.Ordinal);
        // A Pool that is gone stays in the list of whoever had it, until somebody edits the list.
        if (wish.Id.Length > 0) pools.UnionWith((await Editors.Operators.LoadAsync(change, wish.Id)).PoolIds);
        foreach (var id in wish.PoolIds.Where(id => !pools.Contains(id))) problems.Add("pool_ids", $"'{id}' is no Pool");
        var taken = await change.OwnerOfNameAsync(DirectoryKind.Operator, wish.Name.ToLowerInvariant());
        problems.Require(taken is null || taken.ToString() == wish.Id, "name", "is taken by another operator");
        problems.ThrowIfAny();
    }

    private static async Task RefuseLastOwnerAsync(DirectoryChange change, string id)
    {
        var owners = await Editors.Operators.ListAsync(change);
        if (!owners.Any(other => other.Id != id && IsOwner(other)))
            throw Refusals.InTheWay("This is the last owner. Make somebody else an owner first.");
    }

    private static bool IsOwner(Operator found) => found is { Role: Operator.Types.Role.Owner, Active: true };
}
