using Microsoft.Data.Sqlite;

namespace CodexPooler.Data.Sqlite;

/// <summary>What SQLite's result codes mean to us. https://www.sqlite.org/rescode.html</summary>
internal static class SqliteFaults
{
    private const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13,
        CannotOpen = 14,
        NotADatabase = 26;

    public static bool IsBusy(Exception exception) => exception is SqliteException { SqliteErrorCode: Busy or Locked };

    public static DatabaseUnavailableException? Unavailable(Exception exception, string file) => exception switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => new(
            "Data:Folder", $"{file} stayed locked by another process", "Stop the other process or raise Data:BusyTimeout",
            exception)
        { IsTransient = true },
        SqliteException { SqliteErrorCode: Full } => new(
            "Data:Folder", $"there is no room left for {file}", "Free disk space or move the folder", exception),
        SqliteException { SqliteErrorCode: Permission or ReadOnly or CannotOpen } or UnauthorizedAccessException => new(
            "Data:Folder", $"{file} cannot be opened for writing", "Make the folder writable for this user", exception),
        SqliteException { SqliteErrorCode: InputOutput } or IOException => new(
            "Data:Folder", $"{file} cannot be read or written (input/output error)", "Check the disk and its free space",
            exception),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => new(
            "Data:Folder", $"{file} is not a sound SQLite database", "Restore it from a backup or move it away", exception),
        _ => null,
    };
}
