using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>
/// The system of record. Changes are serialised by the version row, so a reader that saw version n has seen everything below it.
/// </summary>
internal sealed class DirectoryStore(IDatabase database, GroupCommit commits)
{
    private const string Columns = "kind, id, revision, version, removed, body";

    public Task<IReadOnlyList<DirectoryItem>> ReadSinceAsync(long version, CancellationToken cancellationToken) =>
        database.SnapshotAsync(
        async (transaction, token) => await ReadAsync(transaction.Connection!.QueryAsync<DirectoryRow>(new CommandDefinition(
            $"SELECT {Columns} FROM directory_items WHERE version > @version ORDER BY version, kind, id",
            new { version }, transaction, cancellationToken: token))),
        cancellationToken);

    public Task<IReadOnlyList<DirectoryItem>> ListAsync(DirectoryKind kind, CancellationToken cancellationToken) =>
        database.ReadAsync(
        async (connection, token) => await ReadAsync(connection.QueryAsync<DirectoryRow>(new CommandDefinition(
            $"SELECT {Columns} FROM directory_items WHERE kind = @kind AND removed = @removed ORDER BY id",
            new { kind = (int)kind, removed = false }, cancellationToken: token))),
        cancellationToken);

    public Task<DirectoryItem?> FindAsync(DirectoryKind kind, Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) => (await connection.QuerySingleOrDefaultAsync<DirectoryRow>(new CommandDefinition(
            $"SELECT {Columns} FROM directory_items WHERE kind = @kind AND id = @id AND removed = @removed",
            new { kind = (int)kind, id, removed = false }, cancellationToken: token)))?.ToItem(),
        cancellationToken);

    public Task<DirectoryItem?> FindNamedAsync(DirectoryKind kind, string uniqueName, CancellationToken cancellationToken) =>
        database.ReadAsync(
        async (connection, token) => (await connection.QuerySingleOrDefaultAsync<DirectoryRow>(new CommandDefinition(
            $"SELECT {Columns} FROM directory_items WHERE kind = @kind AND unique_name = @uniqueName",
            new { kind = (int)kind, uniqueName }, cancellationToken: token)))?.ToItem(),
        cancellationToken);

    /// <summary>Runs one change: its writes and its audit entries become visible together, or none of them.</summary>
    public Task<T> ChangeAsync<T>(string actor, Func<DirectoryChange, Task<T>> change, CancellationToken cancellationToken) =>
        commits.RunAsync(new PendingChange<T>(actor, change), cancellationToken);

    private static async Task<IReadOnlyList<DirectoryItem>> ReadAsync(Task<IEnumerable<DirectoryRow>> rows) =>
        [.. (await rows).Select(row => row.ToItem())];
}
