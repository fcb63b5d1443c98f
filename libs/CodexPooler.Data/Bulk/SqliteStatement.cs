using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CodexPooler.Data.Bulk;

/// <summary>
/// A prepared statement driven without ADO.NET, which looks every parameter up by its name for every row: half of the time of a
/// bulk insert of thirty columns.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Runs the statement for one row; tells whether it changed one.</summary>
    public bool Run<TRow>(IReadOnlyList<BulkColumn<TRow>> columns, TRow row)
    {
        for (var i = 0; i < columns.Count; i++) columns[i].Bind(_statement, i + 1, row);
        var before = raw.sqlite3_total_changes(_database);
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
        return raw.sqlite3_total_changes(_database) != before;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        throw new SqliteException(
            raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(_database));
    }
}
