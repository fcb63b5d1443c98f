using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Keys;

internal sealed class KeyAdmin(DirectoryStore store)
{
    public async Task<IReadOnlyList<ApiKey>> ListAsync(string poolId, bool includeRevoked, CancellationToken cancellationToken) =>
        [.. (await Editors.Keys.ListAsync(store, cancellationToken)).Where(key =>
            (poolId.Length == 0 || key.PoolId == poolId) && (includeRevoked || key.Status != ApiKeyStatus.Revoked))];

    public Task<CreatedKey> CreateAsync(string actor, ApiKey wish, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var pool = await Editors.Pools.LoadAsync(change, wish.PoolId);
            var secret = KeySecret.New();
            var key = wish.Clone();
            key.Status = ApiKeyStatus.Active;
            key.Prefix = secret.Prefix;
            key.Hash = ByteString.CopyFrom(secret.Hash);
            key.Epoch = 1;
            key.Policy ??= new();
            KeyRules.Check(key, change.Now, isNew: true);
            await Editors.Keys.AddAsync(change, key, NameOf(key));
            await change.AuditAsync("key.create", $"key:{key.Id}", new { key.Name, key.Prefix, Pool = pool.Slug });
            return new CreatedKey { Key = key, Secret = secret.Value.Reveal() };
        },
        cancellationToken);

    public Task<ApiKey> EditAsync(string actor, SaveKeyRequest request, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var (before, after, revision) = await Editors.Keys.MergeAsync(
                change, request.Key.Id, request.Key.Revision, request.Key, request.Fields);
            // What a key is recognised by, and whether it lives, change only through their own calls.
            (after.Prefix, after.Hash, after.Status, after.PoolId) = (before.Prefix, before.Hash, before.Status, before.PoolId);
            after.Policy ??= new();
            var isAsBefore = before.Policy.Equals(after.Policy) && Equals(before.ExpiresAt, after.ExpiresAt);
            after.Epoch = isAsBefore ? before.Epoch : before.Epoch + 1;
            KeyRules.Check(after, change.Now, isNew: false);
            await Editors.Keys.StoreAsync(change, after.Id, revision, after, NameOf(after));
            await change.AuditAsync("key.edit", $"key:{after.Id}", Differences.Between(before, after));
            return after;
        },
        cancellationToken);

    /// <summary>A new secret under a new id with the same rules; the old key ends after the grace.</summary>
    public Task<CreatedKey> RotateAsync(string actor, RotateKeyRequest request, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        actor,
        async change =>
        {
            var old = await Editors.Keys.LoadAsync(change, request.Id);
            if (old.Status == ApiKeyStatus.Revoked) throw Refusals.InTheWay($"Key '{old.Name}' is revoked. Create a new one.");
            var secret = KeySecret.New();
            var fresh = old.Clone();
            (fresh.Prefix, fresh.Hash, fresh.Epoch) = (secret.Prefix, ByteString.CopyFrom(secret.Hash), 1);
            await Editors.Keys.AddAsync(change, fresh, NameOf(fresh));

            var ends = change.Now.AddSeconds(Math.Max(0, request.GraceSeconds));
            if (request.GraceSeconds <= 0) old.Status = ApiKeyStatus.Revoked;
            else if (old.ExpiresAt is null || old.ExpiresAt.ToDateTimeOffset() > ends)
                old.ExpiresAt = Timestamp.FromDateTimeOffset(ends);
            old.Epoch++;
            await Editors.Keys.StoreAsync(change, old.Id, old.Revision, old, NameOf(old));
            await change.AuditAsync("key.rotate", $"key:{old.Id}", new { fresh.Prefix, NewKey = fresh.Id, OldEnds = ends });
            return new CreatedKey { Key = fresh, Secret = secret.Value.Reveal() };
        },
        cancellationToken);

    public Task<ApiKey> SetStatusAsync(
        string actor, string id, ApiKeyStatus status, string reason, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var key = await Editors.Keys.LoadAsync(change, id);
            if (key.Status == ApiKeyStatus.Revoked && status != ApiKeyStatus.Revoked)
                throw Refusals.InTheWay($"Key '{key.Name}' is revoked, and that is final. Create a new one.");
            if (key.Status == status) return key;
            var was = key.Status;
            key.Status = status;
            if (status != ApiKeyStatus.Active) key.Epoch++;
            await Editors.Keys.StoreAsync(change, id, key.Revision, key, NameOf(key));
            await change.AuditAsync(
                $"key.{status.ToString().ToLowerInvariant()}", $"key:{id}", new { Was = was.ToString(), Reason = reason });
            return key;
        },
        cancellationToken);

    private static string NameOf(ApiKey key) => Convert.ToHexStringLower(key.Hash.Span);
}
