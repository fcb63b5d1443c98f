using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CodexPooler.Data.Bulk;

/// <summary>
/// Inserts many rows: in PostgreSQL one statement over arrays, in SQLite one prepared statement run a row at a time, which is
/// what each engine does fastest inside a transaction that must also do other things.
/// </summary>
public sealed class BulkInsert<TRow>
{
    private readonly BulkColumn<TRow>[] _columns;
    private readonly string _postgres;
    private readonly string _sqlite;
    private readonly string _table;

    /// <param name="table">The table.</param>
    /// <param name="onConflict">What follows the rows, for example <c>ON CONFLICT DO NOTHING</c>; may be empty.</param>
    /// <param name="columns">The columns that are set.</param>
    public BulkInsert(string table, string onConflict, params BulkColumn<TRow>[] columns)
    {
        _table = table;
        _columns = columns;
        var names = string.Join(", ", columns.Select(column => column.Name));
        var arrays = columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{column.ArrayType}"));
        var values = columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"?{i + 1}"));
        _postgres = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({string.Join(", ", arrays)}) {onConflict}";
        _sqlite = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", values)}) {onConflict}";
    }

    public async Task ExecuteAsync(DbTransaction transaction, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        if (transaction is NpgsqlTransaction postgres)
        {
            await using var command = Command(postgres, rows, "");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        InsertEach(transaction, rows, _ => { }, cancellationToken);
    }

    /// <summary>Inserts and returns the rows that were not there yet. For a statement that ends in DO NOTHING.</summary>
    public async Task<IReadOnlyList<TRow>> InsertNewAsync(
        DbTransaction transaction, IReadOnlyList<TRow> rows, string idColumn, Func<TRow, Guid> id,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return rows;
        if (transaction is not NpgsqlTransaction postgres)
        {
            var inserted = new List<TRow>(rows.Count);
            InsertEach(transaction, rows, inserted.Add, cancellationToken);
            return inserted;
        }

        var ids = new HashSet<Guid>(rows.Count);
        await using var command = Command(postgres, rows, $" RETURNING {_table}.{idColumn}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        return ids.Count == rows.Count ? rows : [.. rows.Where(row => ids.Contains(id(row)))];
    }

    private NpgsqlCommand Command(NpgsqlTransaction transaction, IReadOnlyList<TRow> rows, string returning)
    {
        var command = new NpgsqlCommand(_postgres + returning, transaction.Connection, transaction);
        foreach (var column in _columns) command.Parameters.Add(column.ToArray(rows));
        return command;
    }

    private void InsertEach(
        DbTransaction transaction, IReadOnlyList<TRow> rows, Action<TRow> inserted, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement((SqliteConnection)transaction.Connection!, _sqlite);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (statement.Run(_columns, row)) inserted(row);
        }
    }
}
