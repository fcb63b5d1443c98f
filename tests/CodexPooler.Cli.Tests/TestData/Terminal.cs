using System.Diagnostics;
using CodexPooler.Testing;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Time;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>
/// Runs a document's commands as a person would, in a home of their own and on free ports instead of the document's.
/// </summary>
internal sealed class Terminal : IAsyncDisposable
{
    private static readonly string Framework = new DirectoryInfo(AppContext.BaseDirectory).Name;
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("started-");
    private readonly List<RunningCommand> _running = [];

    private readonly List<string> _exports = [];

    private readonly List<(string Written, string Real)> _places =
    [
        ("127.0.0.1:4100", $"127.0.0.1:{FreePort.Next()}"),
        ("127.0.0.1:4000", $"127.0.0.1:{FreePort.Next()}"),
    ];

    /// <summary>Starts a command; its output is in the document's words again.</summary>
    public RunningCommand Start(string command)
    {
        // A variable lives as long as the terminal.
        if (command.StartsWith("export ", StringComparison.Ordinal)) _exports.Add(InPlace(command));
        var line = InPlace(command)
            .Replace("dotnet run --project simulator --", $"exec {Built("simulator", "CodexPooler.Simulator")}",
                StringComparison.Ordinal)
            .Replace("--port 4100", $"--port {Port(0)}", StringComparison.Ordinal)
            .Replace("dotnet run --project services/standalone --",
                $"exec {Built("services/standalone", "CodexPooler.Standalone")} --port {Port(1)}", StringComparison.Ordinal);
        if (line.StartsWith("pooler ", StringComparison.Ordinal))
            line = $"exec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "pooler.dll")}' {line["pooler ".Length..]}";
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, WorkingDirectory = _home.FullName };
        start.Environment["HOME"] = _home.FullName;
        var codex = Path.GetDirectoryName(CodexInstallation.Require(CodexVersion.Current));
        start.Environment["PATH"] = $"{codex}:{start.Environment["PATH"]}";
        // What the Codex CLI asks outside is refused at once instead of leaving the machine.
        start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec 2>&1; {string.Concat(_exports.Select(export => export + "; "))}{line}");
        var running = new RunningCommand(Process.Start(start)!, text =>
            _places.Aggregate(text, (now, place) => now.Replace(place.Real, place.Written, StringComparison.Ordinal)));
        _running.Add(running);
        return running;
    }

    /// <summary>The address a person's browser would be sent to, of what the document writes.</summary>
    public Uri Real(string written) => new(InPlace(written));

    /// <summary>What the document writes for something that differs in each run.</summary>
    public void Remember(string written, string real) => _places.Add((written, real));

    public static Task ReadyAsync(RunningCommand command, string sign) =>
        Eventually.TrueAsync(
            () => Task.FromResult(command.Output.Contains(sign, StringComparison.Ordinal)),
            () => $"it says '{sign}'. It said:\n{command.Output}",
            TimeSpan.FromSeconds(90));

    public async ValueTask DisposeAsync()
    {
        foreach (var command in Enumerable.Reverse(_running)) await command.DisposeAsync();
        _home.Delete(recursive: true);
    }

    private string InPlace(string text) =>
        _places.Aggregate(text, (now, place) => now.Replace(place.Written, place.Real, StringComparison.Ordinal));

    private string Port(int place) => _places[place].Real.Split(':')[1];

    private static string Built(string project, string assembly) =>
        $"dotnet exec '{Path.Combine(Repository.Root, project, "bin", Configuration, Framework, assembly + ".dll")}'";
}
