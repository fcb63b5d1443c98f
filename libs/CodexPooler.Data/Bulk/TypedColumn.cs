using Npgsql;
using SQLitePCL;

namespace CodexPooler.Data.Bulk;

internal sealed class TypedColumn<TRow, TValue>(
    string name, string type, Func<TRow, TValue> value, Action<sqlite3_stmt, int, TValue> bind) : BulkColumn<TRow>(name)
{
    internal override string ArrayType => type + "[]";

    internal override NpgsqlParameter ToArray(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values, DataTypeName = ArrayType };
    }

    internal override void Bind(sqlite3_stmt statement, int index, TRow row) => bind(statement, index, value(row));
}
