using System.Diagnostics;
using CodexPooler.Data.Migrating;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Data.Tests.TestData;

/// <summary>This assembly started once more, as a replica that migrates: <c>dotnet Tests.dll ENGINE TARGET</c>.</summary>
internal static class MigratingProcess
{
    /// <summary>Says it is ready, waits for a line, migrates, and says so.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        var engine = Enum.Parse<DatabaseEngine>(arguments[0]);
        var options = engine == DatabaseEngine.Sqlite
            ? new DataOptions { Folder = arguments[1] }
            : new DataOptions { Provider = engine, ConnectionString = arguments[1] };
        await using var database = DatabaseFactory.Create(TestDatabase.Service, options, TimeProvider.System);
        var migrations = MigrationSet.Read(typeof(MigratingProcess).Assembly, engine);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        await new Migrator(TestDatabase.Service, database, options, migrations, TimeProvider.System, NullLogger.Instance)
            .MigrateAsync(CancellationToken.None);
        Console.WriteLine("migrated");
        return 0;
    }

    public static async Task<Process> StartAsync(TestDatabase database)
    {
        var target = database.Options.ConnectionString ?? database.Options.Folder;
        var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [typeof(MigratingProcess).Assembly.Location, database.Options.Provider.ToString(), target])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException("The replica did not start.");
        return process;
    }
}
