namespace CodexPooler.Data.Bulk;

/// <summary>The kinds of columns both engines share: ids, numbers, text.</summary>
public static class BulkColumns
{
    public static BulkColumn<TRow> Id<TRow>(string name, Func<TRow, Guid> value) =>
        new TypedColumn<TRow, Guid>(name, "uuid", value, id => id.ToString("D"));

    public static BulkColumn<TRow> Number<TRow>(string name, Func<TRow, long> value) =>
        new TypedColumn<TRow, long>(name, "bigint", value, number => number);

    public static BulkColumn<TRow> OptionalNumber<TRow>(string name, Func<TRow, long?> value) =>
        new TypedColumn<TRow, long?>(name, "bigint", value, number => number);

    public static BulkColumn<TRow> Text<TRow>(string name, Func<TRow, string?> value) =>
        new TypedColumn<TRow, string?>(name, "text", value, text => text);
}
