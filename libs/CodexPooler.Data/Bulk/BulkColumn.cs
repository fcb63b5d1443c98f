using Npgsql;
using SQLitePCL;

namespace CodexPooler.Data.Bulk;

/// <summary>One column of a bulk statement: its name and where its value is in a row.</summary>
public abstract class BulkColumn<TRow>(string name)
{
    public string Name { get; } = name;

    internal abstract string ArrayType { get; }

    /// <summary>The column of all rows as one array parameter.</summary>
    internal abstract NpgsqlParameter ToArray(IReadOnlyList<TRow> rows);

    internal abstract void Bind(sqlite3_stmt statement, int index, TRow row);
}
