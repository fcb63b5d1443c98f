using System.Diagnostics;
using CodexPooler.Data;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>The service as its own process, which can be killed like one.</summary>
internal sealed class AccountingProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private AccountingProcess(Process process) => _process = process;

    public static async Task<AccountingProcess> StartAsync(DataOptions data, Uri broker, bool quorumQueues)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AccountingModule).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CODEX_POOLER__Data__Provider"] = data.Provider.ToString();
        if (data.ConnectionString is { } connection) start.Environment["CODEX_POOLER__Data__ConnectionString"] = connection;
        start.Environment["CODEX_POOLER__Data__Folder"] = data.Folder;
        start.Environment["CODEX_POOLER__Messaging__Broker"] = broker.ToString();
        start.Environment["CODEX_POOLER__Messaging__QuorumQueues"] = $"{quorumQueues}";
        start.Environment["CODEX_POOLER__Listen__HttpPort"] = "0";
        start.Environment["CODEX_POOLER__Listen__GrpcPort"] = "0";
        start.Environment["CODEX_POOLER__Logging__LogLevel__Default"] = "Information";
        start.Environment["CODEX_POOLER__Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        var service = new AccountingProcess(Process.Start(start)!);
        service.Watch();
        try
        {
            await service._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return service;
        }
        catch (TimeoutException late)
        {
            await service.DisposeAsync();
            throw new TimeoutException($"accounting was not ready in time: {service.LastLines()}", late);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private string LastLines()
    {
        lock (_lines) return string.Join('\n', _lines.TakeLast(20));
    }

    private void Watch()
    {
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException(LastLines()));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Heard(string? line)
        {
            if (line is null) return;
            lock (_lines) _lines.Add(line);
            if (line.Contains("Application started", StringComparison.Ordinal)) _ready.TrySetResult();
        }
    }
}
