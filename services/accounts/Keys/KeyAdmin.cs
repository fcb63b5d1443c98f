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
            (key.Status, key.Pause) = (ApiKeyStatus.Active, null);
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
            (after.Prefix, after.Hash, after.PoolId) = (before.Prefix, before.Hash, before.PoolId);
            (after.Status, after.Pause) = (before.Status, before.Pause);
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
            // The new one would have ended before anybody had it.
            if (old.ExpiresAt?.ToDateTimeOffset() <= change.Now)
                throw Refusals.InTheWay($"Key '{old.Name}' has expired. Give it a later end first, or create a new one.");
            var secret = KeySecret.New();
            var fresh = old.Clone();
            (fresh.Prefix, fresh.Hash, fresh.Epoch) = (secret.Prefix, ByteString.CopyFrom(secret.Hash), 1);
            await Editors.Keys.AddAsync(change, fresh, NameOf(fresh));

            var ends = change.Now.AddSeconds(Math.Max(0, request.GraceSeconds));
            if (request.GraceSeconds <= 0) (old.Status, old.Pause) = (ApiKeyStatus.Revoked, null);
            else if (old.ExpiresAt is null || old.ExpiresAt.ToDateTimeOffset() > ends)
                old.ExpiresAt = Timestamp.FromDateTimeOffset(ends);
            old.Epoch++;
            await Editors.Keys.StoreAsync(change, old.Id, old.Revision, old, NameOf(old));
            await change.AuditAsync("key.rotate", $"key:{old.Id}", new { fresh.Prefix, NewKey = fresh.Id, OldEnds = ends });
            return new CreatedKey { Key = fresh, Secret = secret.Value.Reveal() };
        },
        cancellationToken);

    public Task<ApiKey> PauseAsync(string actor, PauseRequest request, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            Pauses.Check(request, change.Now);
            var key = await LoadLivingAsync(change, request.Id);
            // A person's pause stands until a person ends it. One that does not say whose it is, is from before they did.
            if (request.Automatic && key is { Status: ApiKeyStatus.Paused, Pause: not { Automatic: true } }) return key;
            var before = key.Clone();
            if (key.Status == ApiKeyStatus.Active) key.Epoch++;
            (key.Status, key.Pause) = (ApiKeyStatus.Paused, Pauses.Begin(actor, request, change.Now));
            return await StoreAsync(change, "key.pause", before, key);
        },
        cancellationToken);

    public Task<ApiKey> ResumeAsync(string actor, string id, bool automatic, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        actor,
        async change =>
        {
            var key = await LoadLivingAsync(change, id);
            if (key.Status != ApiKeyStatus.Paused) return key;
            if (automatic && !(key.Pause is { } pause && Pauses.MayEndByItself(pause, change.Now))) return key;
            var before = key.Clone();
            (key.Status, key.Pause) = (ApiKeyStatus.Active, null);
            return await StoreAsync(change, "key.resume", before, key);
        },
        cancellationToken);

    public Task<ApiKey> RevokeAsync(string actor, string id, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var key = await Editors.Keys.LoadAsync(change, id);
            if (key.Status == ApiKeyStatus.Revoked) return key;
            var before = key.Clone();
            (key.Status, key.Pause) = (ApiKeyStatus.Revoked, null);
            key.Epoch++;
            return await StoreAsync(change, "key.revoke", before, key);
        },
        cancellationToken);

    private static async Task<ApiKey> LoadLivingAsync(DirectoryChange change, string id)
    {
        var key = await Editors.Keys.LoadAsync(change, id);
        return key.Status != ApiKeyStatus.Revoked
            ? key
            : throw Refusals.InTheWay($"Key '{key.Name}' is revoked, and that is final. Create a new one.");
    }

    private static async Task<ApiKey> StoreAsync(DirectoryChange change, string action, ApiKey before, ApiKey after)
    {
        await Editors.Keys.StoreAsync(change, after.Id, before.Revision, after, NameOf(after));
        await change.AuditAsync(action, $"key:{after.Id}", Differences.Between(before, after));
        return after;
    }

    private static string NameOf(ApiKey key) => Convert.ToHexStringLower(key.Hash.Span);
}
