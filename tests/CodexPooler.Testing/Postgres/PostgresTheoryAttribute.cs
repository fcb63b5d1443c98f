using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Postgres;

/// <summary>A theory on a real PostgreSQL.</summary>
public sealed class PostgresTheoryAttribute()
    : PartTheoryAttribute(PostgresBinaries.Folder is null ? "PostgreSQL is not installed: apt-get install postgresql" : null);
