using System.Diagnostics;
using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Runs;

/// <summary>
/// Everything a test process starts or writes to the temporary folder is gone when it ends, however it ends: what it starts
/// inherits a mark and a temporary folder of this run, and a guardian waits for the end to kill the one and delete the other.
/// </summary>
public static class TestRun
{
    public const string Mark = "CODEX_POOLER_TEST_RUN";

    // Three rounds: what is being killed may just have started something.
    private const string Script =
        """
        trap '' HUP INT TERM
        cat > /dev/null
        for round in 1 2 3; do
          for environ in $(grep -lsaF "$1" /proc/[0-9]*/environ); do
            pid=${environ#/proc/}
            kill -9 "${pid%/environ}"
          done
          rm -rf "$2"
        done
        """;

    private static readonly Lock Gate = new();
    private static Process? _guardian;

    /// <summary>The machine's own temporary folder, for what several runs share.</summary>
    public static string MachineFolder { get; private set; } = Path.GetTempPath();

    public static string Folder { get; private set; } = "";

    public static void Begin()
    {
        lock (Gate)
        {
            if (_guardian is not null || !OperatingSystem.IsLinux()) return;
            var mark = Guid.CreateVersion7().ToString("N");
            MachineFolder = Path.GetTempPath();
            Folder = Directory.CreateTempSubdirectory("codex-pooler-tests-").FullName;
            // PostgreSQL refuses to run as root: its user has to pass through.
            File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            _guardian = StartGuardian($"{Mark}={mark}", Folder);
            Environment.SetEnvironmentVariable(Mark, mark);
            Environment.SetEnvironmentVariable("TMPDIR", Folder);
        }
    }

    // Nobody's child and in a session of its own: signals to this process's group, or to all its children, must not reach it.
    private static Process StartGuardian(string mark, string folder)
    {
        const string Detach = "sh -c \"$0\" sh \"$1\" \"$2\" <&3 3<&- >/dev/null 2>&1 &";
        string[] line = ["sh", "-c", $"exec 3<&0; {Detach}", Script, mark, folder];
        var start = TestParts.FindProgram("setsid") is { } setsid
            ? new ProcessStartInfo(setsid, line)
            : new ProcessStartInfo(line[0], line[1..]);
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        return Process.Start(start)!;
    }
}
