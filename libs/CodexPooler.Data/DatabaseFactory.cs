using CodexPooler.Data.Postgres;
using CodexPooler.Data.Sqlite;

namespace CodexPooler.Data;

/// <summary>Opens a service's database without a host, as tools and tests do.</summary>
public static class DatabaseFactory
{
    /// <summary>Nothing is connected yet; the first use does that.</summary>
    public static IDatabase Create(string service, DataOptions options, TimeProvider time) => options.Provider switch
    {
        DatabaseEngine.Postgres => new PostgresDatabase(PostgresSource.Create(service, options), options, time),
        _ => new SqliteDatabase(new SqliteFile(Path.Combine(options.Folder, service + ".db"), options), options, time),
    };
}
