using System.Data.Common;
using System.Text.Json;
using CodexPooler.Accounts.Audit;
using Dapper;

namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>One change under way: reads what it decides on, writes items, records who did it.</summary>
internal sealed class DirectoryChange
{
    private readonly DbTransaction _transaction;
    private readonly CancellationToken _cancellation;

    private DirectoryChange(DbTransaction transaction, string actor, DateTimeOffset now, long version, CancellationToken cancellation)
    {
        _transaction = transaction;
        Actor = actor;
        Now = now;
        Version = version;
        _cancellation = cancellation;
    }

    public string Actor { get; }

    public DateTimeOffset Now { get; }

    public long Version { get; }

    public static async Task<DirectoryChange> BeginAsync(DbTransaction transaction, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var version = await transaction.Connection!.ExecuteScalarAsync<long>(new CommandDefinition(
            "UPDATE directory_version SET version = version + 1 WHERE id = 1 RETURNING version",
            transaction: transaction, cancellationToken: cancellation));
        return new(transaction, actor, now, version, cancellation);
    }

    public async Task<DirectoryItem?> FindAsync(DirectoryKind kind, Guid id) =>
        (await Connection.QuerySingleOrDefaultAsync<DirectoryRow>(Command(
            "SELECT kind, id, revision, version, removed, body FROM directory_items WHERE kind = @kind AND id = @id AND removed = @removed",
            new { kind = (int)kind, id, removed = false })))?.ToItem();

    public async Task<IReadOnlyList<DirectoryItem>> ListAsync(DirectoryKind kind) =>
        [.. (await Connection.QueryAsync<DirectoryRow>(Command(
            "SELECT kind, id, revision, version, removed, body FROM directory_items WHERE kind = @kind AND removed = @removed ORDER BY id",
            new { kind = (int)kind, removed = false }))).Select(row => row.ToItem())];

    public async Task<Guid?> OwnerOfNameAsync(DirectoryKind kind, string uniqueName) =>
        await Connection.ExecuteScalarAsync<Guid?>(Command(
            "SELECT id FROM directory_items WHERE kind = @kind AND unique_name = @uniqueName", new { kind = (int)kind, uniqueName }));

    public Task<string?> NameOfAsync(DirectoryKind kind, Guid id) => Connection.ExecuteScalarAsync<string?>(Command(
        "SELECT unique_name FROM directory_items WHERE kind = @kind AND id = @id", new { kind = (int)kind, id }));

    public Task PutAsync(DirectoryKind kind, Guid id, long revision, byte[] body, string? uniqueName = null) => Connection.ExecuteAsync(Command(
        """
        INSERT INTO directory_items (kind, id, revision, version, removed, unique_name, body)
        VALUES (@kind, @id, @revision, @version, @removed, @uniqueName, @body)
        ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, version = excluded.version, removed = excluded.removed,
            unique_name = excluded.unique_name, body = excluded.body
        """,
        new { kind = (int)kind, id, revision, version = Version, removed = false, uniqueName, body }));

    /// <summary>The row stays as a tombstone, so that watchers learn of it; its name is free again.</summary>
    public Task RemoveAsync(DirectoryKind kind, Guid id) => Connection.ExecuteAsync(Command(
        """
        UPDATE directory_items SET removed = @removed, unique_name = NULL, version = @version, revision = revision + 1, body = @body
        WHERE kind = @kind AND id = @id
        """,
        new { kind = (int)kind, id, removed = true, version = Version, body = Array.Empty<byte>() }));

    public async Task AuditAsync(string action, string target, object details, string outcome = "done")
    {
        var last = await Connection.QuerySingleOrDefaultAsync<AuditRow>(Command(
            "SELECT sequence, at_ms AS AtMs, actor, action, target, outcome, details, hash FROM audit_entries ORDER BY sequence DESC LIMIT 1"));
        var entry = AuditChain.Next(last, Now, Actor, action, target, outcome, JsonSerializer.Serialize(details, AuditChain.Json));
        await Connection.ExecuteAsync(Command(
            """
            INSERT INTO audit_entries (sequence, at_ms, actor, action, target, outcome, details, hash)
            VALUES (@Sequence, @AtMs, @Actor, @Action, @Target, @Outcome, @Details, @Hash)
            """,
            entry));
    }

    private DbConnection Connection => _transaction.Connection!;

    private CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, _transaction, cancellationToken: _cancellation);
}
