using Npgsql;

namespace CodexPooler.Data.Bulk;

internal sealed class TypedColumn<TRow, TValue>(
    string name, string type, Func<TRow, TValue> value, Func<TValue, object?> toSqlite) : BulkColumn<TRow>(name)
{
    internal override string ArrayType => type + "[]";

    internal override NpgsqlParameter ToArray(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values, DataTypeName = ArrayType };
    }

    internal override object? ValueOf(TRow row) => toSqlite(value(row));
}
