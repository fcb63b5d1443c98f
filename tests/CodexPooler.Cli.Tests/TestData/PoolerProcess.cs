using System.Diagnostics;
using System.Text;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>The real program in a process of its own.</summary>
internal sealed class PoolerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly Task _printing;
    private readonly Task _reading;

    private PoolerProcess(Process process)
    {
        _process = process;
        _printing = ReadOutputAsync();
        _reading = ReadErrorsAsync();
    }

    /// <summary>What it has printed until now.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    public static PoolerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "pooler.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in (string[])["CODEX_POOLER_SERVER", "CODEX_POOLER_TOKEN", "CODEX_POOLER_DATA"])
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<PoolerRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading.WaitAsync(limit.Token);
        await _printing.WaitAsync(limit.Token);
        return new(_process.ExitCode, Output, Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        await _printing;
        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        var piece = new char[4096];
        while (await _process.StandardOutput.ReadAsync(piece) is > 0 and var count)
            lock (_output) _output.Append(piece, 0, count);
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            lock (_errors) _errors.AppendLine(line);
    }
}
