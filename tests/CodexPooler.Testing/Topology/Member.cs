using System.Diagnostics;
using System.Globalization;
using CodexPooler.Testing.Time;

namespace CodexPooler.Testing.Topology;

/// <summary>One process of a topology: started, watched, asked to leave, killed, started again.</summary>
public sealed class Member(MemberPlan plan) : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly MemberLog _log = new();
    private Process? _process;
    private int _id;

    public string Name => plan.Name;

    /// <summary>Everything it wrote, over all its lives.</summary>
    public string Log => _log.ToString();

    public int ExitCode => _process!.ExitCode;

    /// <summary>
    /// What its present life has in memory just now; 0 bytes when it does not run. The system is asked by number: whoever watches
    /// must not stumble over whoever starts it again.
    /// </summary>
    public (int Process, long Bytes) Resident
    {
        get
        {
            var id = Volatile.Read(ref _id);
            try
            {
                var pages = File.ReadAllText($"/proc/{id}/statm").Split(' ')[1];
                return (id, long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize);
            }
            catch (IOException)
            {
                return (id, 0);
            }
        }
    }

    public HttpClient Http { get; } = new() { BaseAddress = new Uri(plan.Ready.GetLeftPart(UriPartial.Authority)) };

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", plan.Program, .. plan.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in plan.Environment) start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        Volatile.Write(ref _id, _process.Id);
        _log.Follow(_process);
    }

    public Task ReadyAsync() => Eventually.TrueAsync(
        async () => _process!.HasExited ? throw new InvalidOperationException($"{Name} ended:\n{Log}") : await IsReadyAsync(),
        () => $"{Name} is ready:\n{Log}",
        StartDeadline);

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(plan.Ready);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>SIGTERM, as an orchestrator sends it, or INT, as Ctrl-C does; returns at once.</summary>
    public async Task AskToLeaveAsync(string signal = "TERM")
    {
        var id = _process!.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, id]))!;
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(StopDeadline);
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        if (_process is null or { HasExited: true }) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        Start();
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Http.Dispose();
    }
}
