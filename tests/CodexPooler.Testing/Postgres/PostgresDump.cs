using System.Diagnostics;
using Npgsql;

namespace CodexPooler.Testing.Postgres;

/// <summary>Everything a database holds, as text; binary columns in hex.</summary>
public static class PostgresDump
{
    public static async Task<string> OfAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var program = Path.Combine(PostgresBinaries.Folder!, "pg_dump");
        var start = new ProcessStartInfo(
            program, ["-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, "-d", database.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = database.Password },
        };
        using var dump = Process.Start(start)!;
        var errors = dump.StandardError.ReadToEndAsync();
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        return dump.ExitCode == 0 ? text : throw new InvalidOperationException($"pg_dump failed: {await errors}");
    }
}
