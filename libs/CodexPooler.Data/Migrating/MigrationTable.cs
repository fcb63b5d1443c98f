using System.Data.Common;
using Dapper;

namespace CodexPooler.Data.Migrating;

/// <summary>Creates the record of applied migrations, and the schema around it, where they are absent.</summary>
internal static class MigrationTable
{
    private const string Sqlite = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
        """;

    private const string Postgres = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """;

    public static async Task EnsureAsync(
        DatabaseEngine engine, string schema, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (engine == DatabaseEngine.Postgres) await EnsureSchemaAsync(schema, transaction, cancellationToken);
        var sql = engine == DatabaseEngine.Postgres ? Postgres : Sqlite;
        await transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, null, transaction, cancellationToken: cancellationToken));
    }

    // IF NOT EXISTS alone demands the right to create even where an administrator has made the schema beforehand.
    private static async Task EnsureSchemaAsync(string schema, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var exists = await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @schema)", new { schema }, transaction,
            cancellationToken: cancellationToken));
        if (exists) return;
        await transaction.Connection!.ExecuteAsync(
            new CommandDefinition($"CREATE SCHEMA {schema}", null, transaction, cancellationToken: cancellationToken));
    }
}
