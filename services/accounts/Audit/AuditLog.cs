using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Audit;

/// <summary>Reads what was done.</summary>
internal sealed class AuditLog(IDatabase database)
{
    private const string Columns = "sequence, at_ms AS AtMs, actor, action, target, outcome, details, hash";
    private const int Page = 1000;

    public Task<IReadOnlyList<AuditRow>> ListAsync(string target, long before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
        async (connection, token) => (IReadOnlyList<AuditRow>)[.. await connection.QueryAsync<AuditRow>(new CommandDefinition(
            $"SELECT {Columns} FROM audit_entries WHERE sequence < @before AND (@target = '' OR target = @target) "
            + "ORDER BY sequence DESC LIMIT @limit",
            new { before = before <= 0 ? long.MaxValue : before, target, limit = Math.Clamp(limit <= 0 ? 100 : limit, 1, Page) },
            cancellationToken: token))],
        cancellationToken);

    public Task<AuditRow?> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (connection, token) => connection.QuerySingleOrDefaultAsync<AuditRow>(new CommandDefinition(
            $"SELECT {Columns} FROM audit_entries ORDER BY sequence DESC LIMIT 1", cancellationToken: token)),
        cancellationToken);

    public Task<AuditRow?> FindAsync(long sequence, CancellationToken cancellationToken) => database.ReadAsync(
        (connection, token) => connection.QuerySingleOrDefaultAsync<AuditRow>(new CommandDefinition(
            $"SELECT {Columns} FROM audit_entries WHERE sequence = @sequence", new { sequence }, cancellationToken: token)),
        cancellationToken);

    /// <summary>Goes through all entries, as far as they follow from one another.</summary>
    public async Task ScanAsync(AuditScan scan, CancellationToken cancellationToken)
    {
        while (true)
        {
            var after = scan.Last?.Sequence ?? 0;
            var page = await database.ReadAsync(
                async (connection, token) => (await connection.QueryAsync<AuditRow>(new CommandDefinition(
                    $"SELECT {Columns} FROM audit_entries WHERE sequence > @after ORDER BY sequence LIMIT @limit",
                    new { after, limit = Page }, cancellationToken: token))).AsList(),
                cancellationToken);
            foreach (var entry in page)
                if (!scan.Take(entry)) return;
            if (page.Count < Page) return;
        }
    }
}
