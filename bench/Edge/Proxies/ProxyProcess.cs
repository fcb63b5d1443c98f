using System.Diagnostics;
using System.Globalization;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>
/// A proxy under measurement, alone on the second core. Its processor time comes from the kernel, in ticks of 10 ms.
/// </summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private const double TickMicros = 10_000;
    private readonly Process _process;
    private readonly Queue<string> _lastLines = [];

    private ProxyProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string LastLines
    {
        get
        {
            lock (_lastLines) return string.Join('\n', _lastLines);
        }
    }

    public double CpuMicros
    {
        get
        {
            var fields = Read("stat").Split(") ")[1].Split(' ');
            return (Number(fields[11]) + Number(fields[12])) * TickMicros;
        }
    }

    public long ResidentKilobytes =>
        Number(Read("status").Split('\n').First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ')[^2]);

    public static ProxyProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("taskset", ["-c", Cores.Proxy, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public async Task ReadyAsync(Uri address)
    {
        using var http = new HttpClient();
        for (var until = DateTime.UtcNow.AddSeconds(60); ;)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable) return;
            }
            catch (HttpRequestException)
            {
                if (_process.HasExited) throw new InvalidOperationException($"The proxy ended:\n{LastLines}");
            }

            if (DateTime.UtcNow > until) throw new TimeoutException($"{address} does not answer:\n{LastLines}");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20) _lastLines.Dequeue();
        }
    }

    private string Read(string file) => File.ReadAllText($"/proc/{_process.Id}/{file}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
