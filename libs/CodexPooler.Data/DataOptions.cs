using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Data;

/// <summary>
/// Where a service keeps its data. Read from section <c>Data</c>, overridden for one service by <c>Data:{service}</c>.
/// </summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary><c>Sqlite</c> (default) or <c>Postgres</c>.</summary>
    public DatabaseEngine Provider { get; set; } = DatabaseEngine.Sqlite;

    /// <summary>SQLite: the folder of the service's database file. Created when absent.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>PostgreSQL: an Npgsql connection string, for example <c>Host=db;Database=pooler;Username=pooler</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>PostgreSQL: a file that holds the password, so that the connection string need not.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>PostgreSQL: the schema that belongs to the service; its own name when not set.</summary>
    [RegularExpression("^[a-z][a-z0-9_]{0,62}$")]
    public string? Schema { get; set; }

    /// <summary>How long one attempt waits for a lock another writer holds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a write is tried before it fails: busy database, serialization failure, lost connection.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long a start waits for another replica that is migrating, or for a server that is starting.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
