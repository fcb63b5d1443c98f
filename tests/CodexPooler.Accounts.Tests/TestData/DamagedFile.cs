using Microsoft.Data.Sqlite;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>A SQLite database whose bytes turn to zeros under its open connections, and back.</summary>
internal sealed class DamagedFile(string path) : IDisposable
{
    private readonly Dictionary<string, byte[]> _sound = [];
    private readonly SqliteConnection _connection = new(
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);

    public async Task DamageAsync()
    {
        // A commit by another connection makes every connection drop its cached pages: from now on they must read the file.
        await _connection.OpenAsync();
        await using (var command = _connection.CreateCommand())
        {
            command.CommandText = "CREATE TABLE passing (id INTEGER); DROP TABLE passing;";
            await command.ExecuteNonQueryAsync();
        }

        foreach (var part in new[] { path, path + "-wal" })
        {
            await using var file = new FileStream(
                part, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            _sound[part] = bytes;
            file.Position = 0;
            await file.WriteAsync(new byte[bytes.Length]);
        }
    }

    public async Task RepairAsync()
    {
        foreach (var (part, bytes) in _sound)
        {
            await using var file = new FileStream(part, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            await file.WriteAsync(bytes);
            file.SetLength(bytes.Length);
        }
    }

    public void Dispose() => _connection.Dispose();
}
