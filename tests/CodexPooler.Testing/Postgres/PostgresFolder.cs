using System.Diagnostics;
using System.Globalization;

namespace CodexPooler.Testing.Postgres;

/// <summary>The data folder of a test server, and the user it runs as: PostgreSQL refuses to run as root.</summary>
internal sealed class PostgresFolder
{
    private const string Unprivileged = "nobody";

    private readonly string _root = Directory.CreateTempSubdirectory("codex-pooler-pg-").FullName;

    private string Data => Path.Combine(_root, "data");

    private string LogFile => Path.Combine(_root, "log");

    public static async Task<PostgresFolder> CreateAsync(string password)
    {
        var folder = new PostgresFolder();
        var passwordFile = Path.Combine(folder._root, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync(Plain("chown", "-R", Unprivileged, folder._root));
        await RunAsync(AsServerUser("initdb", "-D", folder.Data, "-U", "postgres", "-A", "scram-sha-256",
            "--pwfile", passwordFile, "-E", "UTF8", "--locale=C", "--no-sync"));
        return folder;
    }

    /// <summary>fsync is off: these tests kill processes, never the machine, and the page cache outlives a process.</summary>
    /// <remarks>PostgreSQL's own log collector would outlive a postmaster that is killed.</remarks>
    public Process StartPostmaster(int port)
    {
        var server = AsServerUser("postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_root}", "-c", "fsync=off",
            "-c", "full_page_writes=off", "-c", "shared_buffers=64MB", "-c", "max_connections=100",
            "-c", "max_wal_size=2GB");
        const string Script = "exec \"$@\" >> \"$0\" 2>&1";
        return Process.Start(Plain("sh", ["-c", Script, LogFile, server.FileName, .. server.ArgumentList]))!;
    }

    public string ReadLog() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "(no log)";

    public void Delete()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // A child of the killed server may still be writing; the folder is temporary either way.
        }
    }

    private static ProcessStartInfo AsServerUser(string program, params string[] arguments)
    {
        var folder = PostgresBinaries.Folder
            ?? throw new InvalidOperationException("PostgreSQL is not installed (Debian: apt-get install postgresql)");
        var path = Path.Combine(folder, program);
        return Environment.IsPrivilegedProcess
            ? Plain("setpriv", ["--reuid", Unprivileged, "--regid", "nogroup", "--clear-groups", path, .. arguments])
            : Plain(path, arguments);
    }

    private static ProcessStartInfo Plain(string program, params string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = Path.GetTempPath(),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} failed: {errors}{await output}");
    }
}
