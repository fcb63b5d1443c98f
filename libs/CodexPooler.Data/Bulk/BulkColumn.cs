using System.Data.Common;
using Npgsql;

namespace CodexPooler.Data.Bulk;

/// <summary>One column of a bulk statement: its name and where its value is in a row.</summary>
public abstract class BulkColumn<TRow>(string name)
{
    public string Name { get; } = name;

    internal abstract string ArrayType { get; }

    /// <summary>The column of all rows as one array parameter.</summary>
    internal abstract NpgsqlParameter ToArray(IReadOnlyList<TRow> rows);

    internal abstract object? ValueOf(TRow row);

    internal void Bind(DbParameter parameter, TRow row) => parameter.Value = ValueOf(row) ?? DBNull.Value;
}
