using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CodexPooler.Bench.Simulator;

/// <summary>The simulator as a process of its own, so that its memory and descriptors are not the load's.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private const string Account = "acct-bench";
    private readonly Process _process;
    private string _token = "";

    private SimulatorProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public HttpClient Http { get; }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<SimulatorProcess> StartAsync(double eventsPerSecond)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CodexPooler.Simulator.dll"));
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add("0");
        start.ArgumentList.Add("--events-per-second");
        start.ArgumentList.Add(eventsPerSecond.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The simulator did not start.");
        var simulator = new SimulatorProcess(process, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
        await simulator.OpenAccountAsync();
        return simulator;
    }

    public HttpRequestMessage Turn(int tokens)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses")
        {
            Content = JsonContent.Create(new
            {
                model = "gpt-5.5",
                instructions = "Be brief.",
                stream = true,
                store = false,
                input = new[] { new { type = "message", role = "user", content = $"TOKENS:{tokens}END" } },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task OpenAccountAsync()
    {
        var windows = new[] { new { slot = "primary", minutes = 300, tokens = long.MaxValue / 2 } };
        using var answer = await Http.PostAsJsonAsync(
            "/_control/accounts", new { id = Account, plan = "pro", quota = new { windows } });
        answer.EnsureSuccessStatusCode();
        _token = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!;
    }
}
