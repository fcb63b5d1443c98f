using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>A simulator on its own port, spoken to through sockets only.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly SimulatorHost _host;

    private RunningSimulator(SimulatorHost host)
    {
        _host = host;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = host.BaseAddress };
    }

    public HttpClient Http { get; }

    public CancellationToken Deadline => _deadline.Token;

    public Uri BaseAddress => _host.BaseAddress;

    public static async Task<RunningSimulator> StartAsync(Action<SimulatorOptions>? configure = null)
    {
        var host = await SimulatorHost.StartAsync(
            options =>
            {
                options.Port = 0;
                configure?.Invoke(options);
            },
            CancellationToken.None);
        return new RunningSimulator(host);
    }

    public string Token(string account = "acct-plus") => _host.IssueAccessToken(account);

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public HttpRequestMessage Request(HttpMethod method, string path, string account = "acct-plus")
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(account));
        return request;
    }

    public async Task<JsonNode> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/_control/" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await Http.SendAsync(request, Deadline);
        var text = await response.Content.ReadAsStringAsync(Deadline);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    public Task<JsonNode> FaultAsync(
        object effect, string route = "responses", int nth = 1, int times = 1, string? transport = null) =>
        ControlAsync(HttpMethod.Post, "faults", new { route, nth, times, transport, effect });

    public async Task<IReadOnlyList<JsonNode>> LedgerAsync(string route = "responses")
    {
        var ledger = await ControlAsync(HttpMethod.Get, "ledger?route=" + route);
        return [.. ledger["requests"]!.AsArray().Select(row => row!)];
    }

    /// <summary>Waits until a row of the ledger is as asked.</summary>
    public async Task<JsonNode> RowAsync(Func<JsonNode, bool> wanted, string route = "responses")
    {
        while (true)
        {
            Deadline.ThrowIfCancellationRequested();
            if ((await LedgerAsync(route)).FirstOrDefault(wanted) is { } row) return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        _deadline.Dispose();
    }
}
