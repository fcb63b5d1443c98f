using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>One authorised call and its JSON answer.</summary>
internal static class BackendCalls
{
    public static Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(
        this RunningSimulator simulator, string path, string account = "acct-plus") =>
        simulator.CallAsync(simulator.Request(HttpMethod.Get, path, account));

    public static Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(
        this RunningSimulator simulator, string path, object body, string account = "acct-plus")
    {
        var request = simulator.Request(HttpMethod.Post, path, account);
        request.Content = body as HttpContent ?? JsonContent.Create(body);
        return simulator.CallAsync(request);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> CallAsync(
        this RunningSimulator simulator, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await simulator.Http.SendAsync(request, simulator.Deadline);
            var text = await response.Content.ReadAsStringAsync(simulator.Deadline);
            return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : JsonValue.Create(text));
        }
    }
}
