using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Audit;

/// <summary>Reads what was done, and proves that nobody changed the record of it.</summary>
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

    /// <summary>The number of entries, and the first that does not follow from the one before it.</summary>
    public async Task<(long Entries, long? BrokenAt)> VerifyAsync(CancellationToken cancellationToken)
    {
        AuditRow? last = null;
        long entries = 0;
        while (true)
        {
            var after = last?.Sequence ?? 0;
            var page = await database.ReadAsync(
                async (connection, token) => (await connection.QueryAsync<AuditRow>(new CommandDefinition(
                    $"SELECT {Columns} FROM audit_entries WHERE sequence > @after ORDER BY sequence LIMIT @limit",
                    new { after, limit = Page }, cancellationToken: token))).AsList(),
                cancellationToken);
            foreach (var entry in page)
            {
                if (!AuditChain.Follows(last, entry)) return (entries, entry.Sequence);
                last = entry;
                entries++;
            }

            if (page.Count < Page) return (entries, null);
        }
    }
}
