using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>A session over HTTP.</summary>
internal sealed class SseRowClient : IRowClient
{
    private const string TurnState = "x-codex-turn-state";
    private readonly HttpClient _http;

    public SseRowClient(Uri gateway, string key)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _http.DefaultRequestHeaders.Add("session-id", Guid.CreateVersion7().ToString());
    }

    public async Task<string> TurnAsync(string text)
    {
        using var answer = await _http.PostAsJsonAsync("/backend-api/codex/responses", TurnText.Body(text));
        // As in a tool follow-up: the same turn goes on where it began.
        if (answer.Headers.TryGetValues(TurnState, out var state) && !_http.DefaultRequestHeaders.Contains(TurnState))
            _http.DefaultRequestHeaders.Add(TurnState, state);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) return $"HTTP {(int)answer.StatusCode} {Refused(body)}";
        foreach (var line in body.Split('\r', '\n'))
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal) && End(line[6..]) is { } end) return end;
        }

        return "no end";
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? End(string data)
    {
        try
        {
            using var told = JsonDocument.Parse(data);
            return TurnText.End(told.RootElement);
        }
        catch (JsonException)
        {
            // Clients skip what is not JSON.
            return null;
        }
    }

    private static string Refused(string body)
    {
        using var told = JsonDocument.Parse(body);
        return told.RootElement.TryGetProperty("error", out var error) ? TurnText.Code(error) : "without an error";
    }
}
