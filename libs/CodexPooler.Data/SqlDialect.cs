using System.Text.Json;

namespace CodexPooler.Data;

/// <summary>The few places where one SQL text cannot serve both engines.</summary>
public sealed class SqlDialect
{
    private readonly DatabaseEngine _engine;

    private SqlDialect(DatabaseEngine engine) => _engine = engine;

    public static SqlDialect Sqlite { get; } = new(DatabaseEngine.Sqlite);

    public static SqlDialect Postgres { get; } = new(DatabaseEngine.Postgres);

    /// <summary>Locks the rows a SELECT returns until the transaction ends. SQLite has one writer, so it needs nothing.</summary>
    public string ForUpdate => _engine == DatabaseEngine.Postgres ? " FOR UPDATE" : "";

    /// <summary>As <see cref="ForUpdate"/>, leaving out rows another transaction holds.</summary>
    public string ForUpdateSkipLocked => _engine == DatabaseEngine.Postgres ? " FOR UPDATE SKIP LOCKED" : "";

    /// <summary>
    /// A membership test that takes any number of values as ONE parameter made by <see cref="List"/>; an expanded IN list
    /// overflows SQLite's limit on bound variables.
    /// </summary>
    public string AnyOf(string column, string parameter) => _engine == DatabaseEngine.Postgres
        ? $"{column} = ANY({parameter})"
        : $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <summary>The value of the parameter <see cref="AnyOf"/> names.</summary>
    public object List(IReadOnlyCollection<string> values) =>
        _engine == DatabaseEngine.Postgres ? values.ToArray() : JsonSerializer.Serialize(values);

    /// <inheritdoc cref="List(IReadOnlyCollection{string})"/>
    public object List(IReadOnlyCollection<long> values) =>
        _engine == DatabaseEngine.Postgres ? values.ToArray() : JsonSerializer.Serialize(values);

    /// <inheritdoc cref="List(IReadOnlyCollection{string})"/>
    public object List(IReadOnlyCollection<Guid> values) =>
        _engine == DatabaseEngine.Postgres ? values.ToArray() : JsonSerializer.Serialize(values);
}
