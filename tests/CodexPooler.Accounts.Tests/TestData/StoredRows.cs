using System.Globalization;
using System.Text;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>Every row of every table of the accounts database as text, one a line, behind the table's name.</summary>
internal static class StoredRows
{
    public static Task<string> ReadAsync(AccountsHost host)
    {
        var database = host.Services.GetRequiredKeyedService<IDatabase>(AccountsModule.Name);
        var tables = database.Engine == DatabaseEngine.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()";
        return database.ReadAsync(
            async (connection, token) =>
            {
                var text = new StringBuilder();
                foreach (var table in (await connection.QueryAsync<string>(tables)).ToList())
                {
                    await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table}");
                    while (await reader.ReadAsync(token))
                    {
                        var values = new object[reader.FieldCount];
                        reader.GetValues(values);
                        text.Append(table).Append(' ').AppendJoin(' ', values.Select(Describe)).Append('\n');
                    }
                }

                return text.ToString();
            },
            default);
    }

    // Bytes as the text that they would be if somebody had stored one in them.
    private static string Describe(object value) => value is byte[] bytes
        ? Encoding.Latin1.GetString(bytes).Replace('\n', ' ')
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
