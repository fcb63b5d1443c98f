using System.Data.Common;
using CodexPooler.Accounts.Audit;
using Dapper;

namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>
/// One database transaction for several changes: it hands out their versions and holds the end of the audit chain.
/// </summary>
internal sealed class DirectoryTransaction
{
    private readonly DbTransaction _transaction;
    private readonly DateTimeOffset _now;
    private readonly CancellationToken _cancellation;
    private long _version;
    private AuditRow? _last;
    private bool _lastIsKnown;

    private DirectoryTransaction(DbTransaction transaction, DateTimeOffset now, long version, CancellationToken cancellation) =>
        (_transaction, _now, _version, _cancellation) = (transaction, now, version, cancellation);

    /// <summary>Takes the version row, and with it the right to write until the end of the transaction.</summary>
    public static async Task<DirectoryTransaction> BeginAsync(
        DbTransaction transaction, int changes, DateTimeOffset now, CancellationToken cancellation)
    {
        var version = await transaction.Connection!.ExecuteScalarAsync<long>(new CommandDefinition(
            "UPDATE directory_version SET version = version + @changes WHERE id = 1 RETURNING version",
            new { changes }, transaction, cancellationToken: cancellation));
        return new(transaction, now, version - changes, cancellation);
    }

    public DirectoryChange Next(string actor) => new(this, actor, _now, ++_version);

    public CommandDefinition Command(string sql, object? parameters = null) =>
        new(sql, parameters, _transaction, cancellationToken: _cancellation);

    public DbConnection Connection => _transaction.Connection!;

    /// <summary>The end of the audit chain, as the database and the changes before this one left it.</summary>
    public async Task<AuditRow?> LastEntryAsync()
    {
        if (!_lastIsKnown)
            _last = await Connection.QuerySingleOrDefaultAsync<AuditRow>(Command(
                """
                SELECT sequence, at_ms AS AtMs, actor, action, target, outcome, details, hash
                FROM audit_entries ORDER BY sequence DESC LIMIT 1
                """));
        _lastIsKnown = true;
        return _last;
    }

    public void Chained(AuditRow last) => _last = last;
}
