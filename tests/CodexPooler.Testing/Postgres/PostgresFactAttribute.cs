using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Postgres;

/// <summary>A fact on a real PostgreSQL.</summary>
public sealed class PostgresFactAttribute()
    : PartFactAttribute(PostgresBinaries.Folder is null ? "PostgreSQL is not installed: apt-get install postgresql" : null);
