using System.Data.Common;

namespace CodexPooler.Data;

public static class DatabaseExtensions
{
    /// <summary>A write without a result.</summary>
    public static Task WriteAsync(
        this IDatabase database, Func<DbTransaction, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                await write(transaction, token);
                return true;
            },
            cancellationToken);

    /// <summary>Proves that the database answers.</summary>
    public static Task PingAsync(this IDatabase database, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1";
                return await command.ExecuteScalarAsync(token);
            },
            cancellationToken);
}
