using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace CodexPooler.Testing.Postgres;

/// <summary>A real PostgreSQL on a free loopback port with a data folder of its own. Can be killed and started again.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private readonly PostgresFolder _folder;
    private readonly string _password;
    private int _databases;
    private Process? _process;

    private PostgresServer(PostgresFolder folder, string password, int port) =>
        (_folder, _password, Port) = (folder, password, port);

    public int Port { get; }

    /// <summary>A superuser's connection string to the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringTo("postgres");

    /// <summary>The server of this test assembly; it ends with the process. Take a database of your own from it.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>For programs that are not a test run, which ends its processes itself.</summary>
    public static async Task EndSharedAsync()
    {
        if (Shared.IsValueCreated) await (await Shared.Value).DisposeAsync();
    }

    /// <summary>A server of your own, to be killed and restarted.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var password = RandomNumberGenerator.GetHexString(24);
        var folder = await PostgresFolder.CreateAsync(password);
        var server = new PostgresServer(folder, password, FreePort.Next());
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionStringTo(name);
    }

    /// <summary>SIGKILL to the postmaster and its children: nothing is flushed, no client is told.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Starts the killed server on the same port and data folder, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            // A killed server's children may hold its shared memory for a moment, and then the start is refused.
            if (_process is null or { HasExited: true })
            {
                _process?.Dispose();
                _process = _folder.StartPostmaster(Port);
            }

            if (await AnswersAsync()) return;
            if (deadline.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"PostgreSQL did not start within 60 s:\n{_folder.ReadLog()}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionStringTo(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Password={_password};Database={database}";
}
