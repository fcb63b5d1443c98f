using System.Diagnostics;
using System.Text;

namespace CodexPooler.Cli.Tests.TestData;

internal sealed class RunningCommand : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Func<string, string> _translate;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    public RunningCommand(Process process, Func<string, string> translate)
    {
        (_process, _translate) = (process, translate);
        _reading = ReadAsync();
    }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public async Task<string> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        await _reading.WaitAsync(limit.Token);
        _process.ExitCode.ShouldBe(0, Output);
        return Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            lock (_output) _output.Append(_translate(line)).Append('\n');
    }
}
