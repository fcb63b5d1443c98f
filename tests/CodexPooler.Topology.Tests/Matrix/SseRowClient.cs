using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>A session over HTTP.</summary>
internal sealed class SseRowClient : IRowClient
{
    private readonly HttpClient _http;

    public SseRowClient(Uri gateway, string key)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _http.DefaultRequestHeaders.Add("session-id", Guid.CreateVersion7().ToString());
    }

    public int Asked { get; private set; }

    public async Task<string> TurnAsync(string text)
    {
        Asked++;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses");
        request.Content = JsonContent.Create(TurnText.Body(text));
        HttpResponseMessage? answer = null;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            // As in a tool follow-up: the same turn goes on where it began.
            if (answer.Headers.TryGetValues(TurnText.State, out var state)
                && !_http.DefaultRequestHeaders.Contains(TurnText.State))
                _http.DefaultRequestHeaders.Add(TurnText.State, state);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? End(body) : $"HTTP {(int)answer.StatusCode} {Refused(body)}";
        }
        catch (HttpRequestException)
        {
            return answer is null ? "unreachable" : "dropped in the answer";
        }
        finally
        {
            answer?.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string End(string body)
    {
        foreach (var line in body.Split('\r', '\n'))
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal)
                && TurnText.Parse(Encoding.UTF8.GetBytes(line[6..])) is { } told && TurnText.End(told) is { } end)
                return end;
        }

        return "no end in the answer";
    }

    private static string Refused(string body)
    {
        using var told = JsonDocument.Parse(body);
        return told.RootElement.TryGetProperty("error", out var error) ? TurnText.Code(error) : "without an error";
    }
}
