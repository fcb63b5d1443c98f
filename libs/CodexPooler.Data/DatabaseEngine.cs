namespace CodexPooler.Data;

/// <summary>Which database engine holds a service's data.</summary>
public enum DatabaseEngine
{
    /// <summary>One file in <see cref="DataOptions.Folder"/>; nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, named by <see cref="DataOptions.ConnectionString"/>.</summary>
    Postgres,
}
