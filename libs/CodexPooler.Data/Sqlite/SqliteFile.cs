using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CodexPooler.Data.Sqlite;

/// <summary>Opens connections to one database file, set up the same way every time.</summary>
internal sealed class SqliteFile
{
    // Bulk inserts touch pages all over the indexes: with the default cache of 2 MB they spill in the middle of a transaction,
    // and with a checkpoint every 4 MB nearly every batch pays for one.
    private const string WriterSettings =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
        + "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=134217728;";

    private readonly string _writer;
    private readonly string _reader;
    private readonly string _busyTimeout;

    public SqliteFile(string path, DataOptions options)
    {
        SqliteLibrary.Use();
        Path = System.IO.Path.GetFullPath(path);
        _busyTimeout = ((long)options.BusyTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        // The library's own retry sleeps in steps of 150 ms up to this timeout; SQLite's busy handler is finer, so it goes first.
        var builder = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 1, Pooling = false };
        _writer = builder.ConnectionString;
        builder.Pooling = true;
        _reader = builder.ConnectionString;
    }

    public string Path { get; }

    /// <summary>
    /// The connection of the one writer. FULL, because a message is acknowledged once its transaction has committed.
    /// </summary>
    public SqliteConnection OpenWriter()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return Open(_writer, WriterSettings);
    }

    public SqliteConnection OpenReader() => Open(_reader, "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;");

    public void Close()
    {
        using var pooled = new SqliteConnection(_reader);
        SqliteConnection.ClearPool(pooled);
    }

    private SqliteConnection Open(string connectionString, string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={_busyTimeout}; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
