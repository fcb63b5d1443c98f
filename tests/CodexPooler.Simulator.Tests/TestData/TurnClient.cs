using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>Turns over HTTP.</summary>
internal static class TurnClient
{
    public const string Path = "/backend-api/codex/responses";

    public static async Task<HttpResponseMessage> PostAsync(
        this RunningSimulator simulator, JsonObject body, string account = "acct-plus", Action<HttpRequestMessage>? change = null)
    {
        using var request = simulator.Request(HttpMethod.Post, Path, account);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        change?.Invoke(request);
        return await simulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, simulator.Deadline);
    }

    public static async Task<IReadOnlyList<JsonNode>> TurnAsync(
        this RunningSimulator simulator, JsonObject body, string account = "acct-plus", Action<HttpRequestMessage>? change = null)
    {
        using var response = await simulator.PostAsync(body, account, change);
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return EventReading.ParseSse(text);
    }

    public static async Task<JsonNode> RefusedAsync(
        this RunningSimulator simulator,
        JsonObject body,
        HttpStatusCode status = HttpStatusCode.BadRequest,
        string account = "acct-plus")
    {
        using var response = await simulator.PostAsync(body, account);
        var text = await response.Content.ReadAsStringAsync(simulator.Deadline);
        response.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }
}
