using System.Text.Json;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Operators;

/// <summary>The tokens operators sign in with. Of each only its hash is kept, and what it is recognised by.</summary>
internal sealed class TokenAdmin(DirectoryStore store)
{
    public Task<CreatedToken> CreateAsync(
        string actor, OperatorTokenRequest request, string scheme, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var owner = await Editors.Operators.LoadAsync(change, request.OperatorId);
            if (!owner.Active) throw Refusals.InTheWay($"Operator '{owner.Name}' is not active.");
            var secret = OperatorSecret.New(scheme);
            var id = Guid.CreateVersion7(change.Now);
            var token = new StoredToken(owner.Id, scheme, secret.Prefix, request.Label);
            await change.PutAsync(
                DirectoryKind.OperatorToken, id, 1, JsonSerializer.SerializeToUtf8Bytes(token), secret.UniqueName);
            await change.AuditAsync("token.create", $"operator:{owner.Id}", new { Id = id, secret.Prefix, request.Label });
            return new CreatedToken { Id = id.ToString(), Prefix = secret.Prefix, Secret = secret.Value.Reveal() };
        },
        cancellationToken);

    public async Task<IReadOnlyList<OperatorToken>> ListAsync(string operatorId, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(DirectoryKind.OperatorToken, cancellationToken)).Select(Describe)
            .Where(token => operatorId.Length == 0 || token.OperatorId == operatorId)];

    /// <param name="name">Its id, or the prefix that lists and the audit log show.</param>
    public Task RevokeAsync(string actor, string name, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var item = (await change.ListAsync(DirectoryKind.OperatorToken))
                .FirstOrDefault(item => item.Id.ToString() == name || Read(item).Prefix == name);
            if (item is null) throw Refusals.Unknown("token", name);
            var token = Read(item);
            await change.RemoveAsync(DirectoryKind.OperatorToken, item.Id);
            await change.AuditAsync("token.revoke", $"operator:{token.OperatorId}", new { item.Id, token.Prefix });
            return token;
        },
        cancellationToken);

    public static StoredToken Read(DirectoryItem item) => JsonSerializer.Deserialize<StoredToken>(item.Body)!;

    private static OperatorToken Describe(DirectoryItem item)
    {
        var token = Read(item);
        return new()
        {
            Id = item.Id.ToString(),
            OperatorId = token.OperatorId,
            Prefix = token.Prefix,
            Label = token.Label,
            CreatedAt = Timestamp.FromDateTimeOffset(CreatedAt(item.Id)),
        };
    }

    // The first six bytes of such an id are its time.
    private static DateTimeOffset CreatedAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var one in bytes[..6]) milliseconds = (milliseconds << 8) | one;
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
