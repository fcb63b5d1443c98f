using SQLitePCL;

namespace CodexPooler.Data.Bulk;

/// <summary>The kinds of columns both engines share: ids, numbers, text.</summary>
public static class BulkColumns
{
    public static BulkColumn<TRow> Id<TRow>(string name, Func<TRow, Guid> value) => new TypedColumn<TRow, Guid>(
        name, "uuid", value, (statement, index, id) => raw.sqlite3_bind_text(statement, index, id.ToString("D")));

    public static BulkColumn<TRow> Number<TRow>(string name, Func<TRow, long> value) => new TypedColumn<TRow, long>(
        name, "bigint", value, (statement, index, number) => raw.sqlite3_bind_int64(statement, index, number));

    public static BulkColumn<TRow> OptionalNumber<TRow>(string name, Func<TRow, long?> value) => new TypedColumn<TRow, long?>(
        name,
        "bigint",
        value,
        (statement, index, number) =>
        {
            if (number is { } present) raw.sqlite3_bind_int64(statement, index, present);
            else raw.sqlite3_bind_null(statement, index);
        });

    public static BulkColumn<TRow> Text<TRow>(string name, Func<TRow, string?> value) => new TypedColumn<TRow, string?>(
        name,
        "text",
        value,
        (statement, index, text) =>
        {
            if (text is not null) raw.sqlite3_bind_text(statement, index, text);
            else raw.sqlite3_bind_null(statement, index);
        });
}
