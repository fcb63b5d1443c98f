using System.Text;
using System.Text.Json;
using CodexPooler.Accounts.Audit;
using Dapper;

namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>
/// One change under way: reads what it decides on, writes items, records who did it. Writes wait until the change is through or
/// reads again: most changes cost one trip for what they read and one for all they write, and a refused one has written nothing.
/// </summary>
internal sealed class DirectoryChange(DirectoryTransaction transaction, string actor, DateTimeOffset now, long version)
{
    private const string Columns = "kind, id, revision, version, removed, body";

    // Engines take only so many parameters in one trip, and their drivers' work grows with the square of them.
    private const int MostWaiting = 64;
    private readonly StringBuilder _sql = new();
    private readonly List<AuditRow> _entries = [];
    private DynamicParameters _parameters = new();
    private int _waiting;

    public string Actor => actor;

    public DateTimeOffset Now => now;

    public long Version => version;

    /// <summary>Something of this change is in the transaction already: it cannot be left out any more.</summary>
    public bool HasWritten { get; private set; }

    public async Task<DirectoryItem?> FindAsync(DirectoryKind kind, Guid id)
    {
        await FlushAsync();
        return (await transaction.Connection.QuerySingleOrDefaultAsync<DirectoryRow>(transaction.Command(
            $"SELECT {Columns} FROM directory_items WHERE kind = @kind AND id = @id AND removed = @removed",
            new { kind = (int)kind, id, removed = false })))?.ToItem();
    }

    public async Task<IReadOnlyList<DirectoryItem>> ListAsync(DirectoryKind kind)
    {
        await FlushAsync();
        return [.. (await transaction.Connection.QueryAsync<DirectoryRow>(transaction.Command(
            $"SELECT {Columns} FROM directory_items WHERE kind = @kind AND removed = @removed ORDER BY id",
            new { kind = (int)kind, removed = false }))).Select(row => row.ToItem())];
    }

    public async Task<Guid?> OwnerOfNameAsync(DirectoryKind kind, string uniqueName)
    {
        await FlushAsync();
        return await transaction.Connection.ExecuteScalarAsync<Guid?>(transaction.Command(
            "SELECT id FROM directory_items WHERE kind = @kind AND unique_name = @uniqueName",
            new { kind = (int)kind, uniqueName }));
    }

    public async Task<string?> NameOfAsync(DirectoryKind kind, Guid id)
    {
        await FlushAsync();
        return await transaction.Connection.ExecuteScalarAsync<string?>(transaction.Command(
            "SELECT unique_name FROM directory_items WHERE kind = @kind AND id = @id", new { kind = (int)kind, id }));
    }

    public async Task PutAsync(DirectoryKind kind, Guid id, long revision, byte[] body, string? uniqueName = null)
    {
        var n = await NextAsync();
        _sql.Append(
            $"""
            INSERT INTO directory_items (kind, id, revision, version, removed, unique_name, body)
            VALUES (@kind{n}, @id{n}, @revision{n}, @version{n}, @removed{n}, @name{n}, @body{n})
            ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, version = excluded.version,
                removed = excluded.removed, unique_name = excluded.unique_name, body = excluded.body;
            """);
        Bind(n, ("kind", (int)kind), ("id", id), ("revision", revision), ("version", Version), ("removed", false),
            ("name", uniqueName), ("body", body));
    }

    /// <summary>The row stays as a tombstone, so that watchers learn of it; its name is free again.</summary>
    public async Task RemoveAsync(DirectoryKind kind, Guid id)
    {
        var n = await NextAsync();
        _sql.Append(
            $"""
            UPDATE directory_items SET removed = @removed{n}, unique_name = NULL, version = @version{n},
                revision = revision + 1, body = @body{n}
            WHERE kind = @kind{n} AND id = @id{n};
            """);
        Bind(n, ("kind", (int)kind), ("id", id), ("removed", true), ("version", Version), ("body", Array.Empty<byte>()));
    }

    public async Task<AuditRow> AuditAsync(string action, string target, object details, string outcome = "done")
    {
        var last = _entries.Count > 0 ? _entries[^1] : await transaction.LastEntryAsync();
        var entry = AuditChain.Next(
            last, Now, Actor, action, target, outcome, JsonSerializer.Serialize(details, AuditChain.Json));
        var n = await NextAsync();
        _entries.Add(entry);
        _sql.Append(
            $"""
            INSERT INTO audit_entries (sequence, at_ms, actor, action, target, outcome, details, hash)
            VALUES (@sequence{n}, @at{n}, @actor{n}, @action{n}, @target{n}, @outcome{n}, @details{n}, @hash{n});
            """);
        Bind(n, ("sequence", entry.Sequence), ("at", entry.AtMs), ("actor", entry.Actor), ("action", entry.Action),
            ("target", entry.Target), ("outcome", entry.Outcome), ("details", entry.Details), ("hash", entry.Hash));
        return entry;
    }

    /// <summary>Brings what waits into the transaction.</summary>
    public async Task FlushAsync()
    {
        if (_waiting == 0) return;
        HasWritten = true;
        await transaction.Connection.ExecuteAsync(transaction.Command(_sql.ToString(), _parameters));
        if (_entries.Count > 0) transaction.Chained(_entries[^1]);
        _sql.Clear();
        _parameters = new();
        _waiting = 0;
    }

    private async ValueTask<int> NextAsync()
    {
        if (_waiting == MostWaiting) await FlushAsync();
        return ++_waiting;
    }

    private void Bind(int n, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values) _parameters.Add($"{name}{n}", value);
    }
}
