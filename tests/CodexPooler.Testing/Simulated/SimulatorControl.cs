using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Ledger;

namespace CodexPooler.Testing.Simulated;

/// <summary>The simulator's control API, over HTTP so that it may run in another process.</summary>
/// <param name="account">When given, faults hit and ledgers show this account only: tests can share a simulator.</param>
/// <param name="accounts">When given, ledgers show these accounts only.</param>
public sealed class SimulatorControl(
    Uri baseAddress, string? account = null, IReadOnlyList<string>? accounts = null) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(20) };

    public Uri BaseAddress => baseAddress;

    public HttpClient Http => _http;

    public async Task FaultAsync(object effect, string route = "responses", int nth = 1, int times = 1, string? transport = null)
    {
        var rule = new { account, route, nth, times, transport, effect };
        using var response = await _http.PostAsJsonAsync("/_control/faults", rule);
        await ThrowIfRefusedAsync(response);
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/_control/" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        await ThrowIfRefusedAsync(response);
        var text = await response.Content.ReadAsStringAsync();
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    /// <summary>What the backend saw, once every request has ended.</summary>
    public async Task<IReadOnlyList<LedgerRow>> LedgerAsync(string? route = null)
    {
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while (true)
        {
            var address = account is null ? "/_control/ledger" : $"/_control/ledger?account={account}";
            var ledger = await _http.GetFromJsonAsync<LedgerPage>(address, ControlJson.Options);
            if (ledger!.Dropped > 0) throw new InvalidOperationException("The ledger dropped rows: it is not the truth.");
            var rows = ledger.Requests
                .Where(row => (route is null || row.Route == route) && (accounts is null || accounts.Contains(row.Account ?? "")))
                    .ToList();
            // The client leaves right after the last event; the server's side of that ends a moment later.
            if (rows.TrueForAll(row => row.EndedAt is not null)) return rows;
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException($"A request of {route ?? "any route"} has not ended at the backend.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private sealed record LedgerPage(IReadOnlyList<LedgerRow> Requests, long Dropped);
}
