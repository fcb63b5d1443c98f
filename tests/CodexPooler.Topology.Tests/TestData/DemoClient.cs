using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.TestData;

/// <summary>A client that knows of a running demo only what its demo.json tells.</summary>
internal sealed class DemoClient : IDisposable
{
    private const string Turn =
        """
        {"model":"gpt-5.5","instructions":"Be brief.","store":false,"stream":true,
         "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}]}
        """;

    private readonly HttpClient _http = new();

    private DemoClient(IReadOnlyDictionary<string, string> access)
    {
        Access = access;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access["api_key"]);
    }

    public IReadOnlyDictionary<string, string> Access { get; }

    public static async Task<DemoClient> OfAsync(StandaloneTopology topology)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(topology.DataFolder, "demo.json"));
        return new DemoClient(JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
    }

    /// <summary>Sends a turn and returns with the headers of its answer; the rest is in the content.</summary>
    public async Task<HttpResponseMessage> BeginTurnAsync(string? project = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Access["base_url"]}/backend-api/codex/responses");
        if (project is not null) request.Headers.Add("x-codex-pooler-project", project);
        request.Content = new StringContent(Turn, Encoding.UTF8, "application/json");
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<bool> ServesAsync(string? project = null)
    {
        using var answer = await BeginTurnAsync(project);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode && text.Contains("response.completed", StringComparison.Ordinal);
    }

    /// <summary>From now on the simulated backend pauses before each event.</summary>
    public async Task SlowDownAsync(TimeSpan pause)
    {
        using var rule = new StringContent(
            $$$"""{"route":"responses","times":0,"effect":{"drip_ms":{{{pause.TotalMilliseconds}}}}}""", Encoding.UTF8,
            "application/json");
        using var answer = await _http.PostAsync(new Uri($"{Access["simulator_url"]}_control/faults"), rule);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
