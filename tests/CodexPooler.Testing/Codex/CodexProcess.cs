using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using CodexPooler.Testing.Runs;

namespace CodexPooler.Testing.Codex;

/// <summary>One running CLI: its lines as they come, its end, and the certainty that it ends.</summary>
public sealed class CodexProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _pumps;

    private CodexProcess(Process process)
    {
        _process = process;
        _pumps = PumpAllAsync();
    }

    public StreamWriter Input => _process.StandardInput;

    public static CodexProcess Start(CodexSandbox sandbox, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(CodexInstallation.Require(sandbox.Version), arguments)
        {
            WorkingDirectory = sandbox.WorkFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] kept = ["PATH", "TMPDIR", TestRun.Mark];
        foreach (var name in start.Environment.Keys.Except(kept).ToArray()) start.Environment.Remove(name);
        start.Environment["HOME"] = sandbox.Home;
        start.Environment["CODEX_HOME"] = sandbox.CodexHome;
        start.Environment["TERM"] = "dumb";
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        // A closed port: what the CLI still tries to reach outside fails at once instead of leaving the machine.
        start.Environment["HTTPS_PROXY"] = start.Environment["HTTP_PROXY"] = "http://127.0.0.1:9";
        foreach (var (name, value) in sandbox.Environment) start.Environment[name] = value;
        return new CodexProcess(Process.Start(start)!);
    }

    /// <summary>The first line of either stream, not yet taken, that fits.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits, CancellationToken cancellation = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellation);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(both.Token))
            {
                if (fits(line)) return line;
            }
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"The CLI printed no such line in time.\n{Transcript()}");
        }
        throw new InvalidOperationException($"The CLI ended before it printed such a line.\n{Transcript()}");
    }

    public async Task<CodexResult> EndAsync(CancellationToken cancellation = default)
    {
        // With an open pipe the CLI waits for more of the prompt.
        Input.Close();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellation);
        try
        {
            await _process.WaitForExitAsync(both.Token);
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The CLI did not end in time.\n{Transcript()}");
        }
        await _pumps;
        return new CodexResult(_process.ExitCode, Read(_output), Read(_errors));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _pumps;
        _process.Dispose();
        _deadline.Dispose();
    }

    private async Task PumpAllAsync()
    {
        await Task.WhenAll(PumpAsync(_process.StandardOutput, _output), PumpAsync(_process.StandardError, _errors));
        _lines.Writer.Complete();
    }

    private async Task PumpAsync(StreamReader reader, StringBuilder kept)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (kept) kept.Append(line).Append('\n');
            _lines.Writer.TryWrite(line);
        }
    }

    private string Transcript() => $"--- output\n{Read(_output)}--- errors\n{Read(_errors)}";

    private static string Read(StringBuilder kept)
    {
        lock (kept) return kept.ToString();
    }
}
