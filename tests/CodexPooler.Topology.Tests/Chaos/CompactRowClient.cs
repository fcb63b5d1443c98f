using System.Net.Http.Headers;
using System.Net.Http.Json;
using CodexPooler.Topology.Tests.Matrix;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>A client that has its conversation compacted, again and again.</summary>
internal sealed class CompactRowClient(Uri gateway, string key) : IRowClient
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = gateway,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    public int Asked { get; private set; }

    public async Task<string> TurnAsync(string text)
    {
        Asked++;
        var body = TurnText.Body(text);
        foreach (var member in (string[])["stream", "store"]) body.Remove(member);
        try
        {
            using var answer = await _http.PostAsJsonAsync("/backend-api/codex/responses/compact", body);
            var told = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) return $"HTTP {(int)answer.StatusCode} compact";
            return told.Contains("\"compaction\"", StringComparison.Ordinal) ? "complete" : "nothing compacted";
        }
        catch (HttpRequestException)
        {
            return "unreachable";
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
