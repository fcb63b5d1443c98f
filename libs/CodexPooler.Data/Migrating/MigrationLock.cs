using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace CodexPooler.Data.Migrating;

/// <summary>
/// Lets one replica at a time migrate. PostgreSQL: an advisory lock that ends with the transaction, so it works behind a pooler
/// too. SQLite: every write transaction already holds the file's write lock.
/// </summary>
internal static class MigrationLock
{
    public static async Task TakeAsync(
        DatabaseEngine engine, string schema, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (engine != DatabaseEngine.Postgres) return;
        var key = BinaryPrimitives.ReadInt64BigEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes("codex-pooler migrations " + schema)));
        await transaction.Connection!.ExecuteAsync(
            new CommandDefinition(
            "SELECT pg_advisory_xact_lock(@key)", new { key }, transaction, cancellationToken: cancellationToken));
    }
}
