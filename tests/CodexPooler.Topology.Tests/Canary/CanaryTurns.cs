using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CodexPooler.Testing.Simulated;
using CodexPooler.Topology.Tests.Matrix;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>Turns of every kind, served and failed, each with words of its own in its prompt and its answer.</summary>
internal sealed class CanaryTurns(Uri gateway, string key, SimulatorControl simulator, Canaries canaries) : IDisposable
{
    /// <summary>At least as many turns are settled.</summary>
    public const int Turns = 18;

    /// <summary>What has to come of them, else the run would prove nothing.</summary>
    public static readonly IReadOnlyDictionary<string, string> Expected = new Dictionary<string, string>
    {
        ["http"] = "^complete$",
        ["http again"] = "^complete$",
        ["http expired"] = "^complete$",
        ["socket"] = "^complete$",
        ["socket again"] = "^complete$",
        ["socket expired"] = "sends again: complete$",
        ["malformed"] = "^HTTP 400$",
        ["wrong"] = "^HTTP 400$",
        ["malformed frame"] = "^400$",
        ["compact"] = "^HTTP 200$",
        ["unknown key"] = "^HTTP 401$",
        ["files"] = "^HTTP 200$",
        ["http 400"] = "^HTTP 400 invalid_prompt$",
        ["socket 400"] = "^400 error invalid_prompt$",
        ["http failed"] = "^failed server_error$",
        ["socket failed"] = "^failed server_error$",
        ["http cut"] = "^failed upstream_stream_cut$",
        ["socket cut"] = "^failed upstream_stream_cut$",
        ["http 500"] = "^HTTP 50",
        ["socket 500"] = "^50",
        ["http page"] = "^HTTP 50",
        ["socket page"] = "^50",
    };

    private readonly HttpClient _http = new()
    {
        BaseAddress = gateway,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>What clients saw, by kind.</summary>
    public Dictionary<string, string> Ends { get; } = [];

    public async Task RunAsync()
    {
        await using (var client = new SseRowClient(gateway, key)) await ServeAsync("http", client);
        await using (var client = new SocketRowClient(gateway, key, followsUp: true)) await ServeAsync("socket", client);
        Ends["malformed"] = await PostAsync($$"""{"model":"gpt-5.5","input":"{{canaries.New("malformed")}}""");
        Ends["wrong"] = await PostAsync($$"""{"model":["{{canaries.New("wrong")}}"],"input":[]}""");
        Ends["malformed frame"] = await FrameAsync($$"""{"type":"response.create","input":"{{canaries.New("frame")}}""");
        Ends["compact"] = await PostAsync(Body("compaction", stream: false), "/compact");
        Ends["unknown key"] = await PostAsync("{}", authorization: Unknown());
        Ends["files"] = await PostAsync(
            $$"""{"file_name":"{{canaries.New("file")}}.txt","file_size":3,"use_case":"codex"}""", path: "/backend-api/files");
        await FailAsync();
    }

    public void Dispose() => _http.Dispose();

    private string Text(string kind) => $"SAY:{canaries.New(kind + " answer")}END {canaries.New(kind + " prompt")}";

    private string Body(string kind, bool stream)
    {
        var body = TurnText.Body(Text(kind));
        if (!stream) foreach (var member in (string[])["stream", "store"]) body.Remove(member);
        return JsonSerializer.Serialize(body);
    }

    private object Error(string code, string kind) => new { code, message = canaries.New(kind) };

    private string Unknown() => canaries.Keep("an unknown key", $"sk-cxp-000000000000-{Guid.CreateVersion7():N}abcdefghijk");

    private async Task ServeAsync(string transport, IRowClient client)
    {
        Ends[transport] = await client.TurnAsync(Text(transport));
        Ends[transport + " again"] = await client.TurnAsync(Text(transport + " again"));
        await simulator.SendAsync(HttpMethod.Post, "faults", new { route = "responses", effect = new { expire_token = true } });
        Ends[transport + " expired"] = await client.TurnAsync(Text(transport + " expired"));
    }

    // The backend's own words go to the client, and nowhere else: it may quote the prompt.
    private async Task FailAsync()
    {
        (string Kind, int Times, object Effect)[] faults =
        [
            ("400", 1, new { status = 400, body = new { error = Error("invalid_prompt", "400") } }),
            ("failed", 1, new { stream_error = new { message = canaries.New("failed"), after_events = 8 } }),
            ("cut", 1, new { cut_after_events = 8, cut_mid_event = true }),
            ("500", 0, new { status = 500, body = new { error = Error("server_error", "500") } }),
            ("page", 0, new { status = 502, body_text = $"<html>{canaries.New("page")}</html>", content_type = "text/html" }),
        ];
        foreach (var (kind, times, effect) in faults)
        {
            foreach (var transport in (string[])["http", "socket"])
            {
                await simulator.SendAsync(HttpMethod.Post, "faults", new { id = "now", route = "responses", times, effect });
                await using IRowClient client =
                    transport == "http" ? new SseRowClient(gateway, key) : new SocketRowClient(gateway, key, followsUp: false);
                Ends[$"{transport} {kind}"] = await client.TurnAsync(Text($"{transport} {kind}"));
                await simulator.SendAsync(HttpMethod.Delete, "faults/now");
            }
        }
    }

    private async Task<string> PostAsync(
        string body, string suffix = "", string path = "/backend-api/codex/responses", string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path + suffix);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("x-codex-turn-metadata", $$"""{"sandbox":"{{canaries.New("metadata")}}"}""");
        if (authorization is not null) request.Headers.Authorization = new("Bearer", authorization);
        using var answer = await _http.SendAsync(request);
        return $"HTTP {(int)answer.StatusCode}";
    }

    private async Task<string> FrameAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        var address = new UriBuilder(gateway) { Scheme = "ws", Path = "/backend-api/codex/responses" }.Uri;
        await socket.ConnectAsync(address, patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[4096];
        var told = await socket.ReceiveAsync(buffer, patience.Token);
        using var error = JsonDocument.Parse(buffer.AsMemory(0, told.Count));
        return $"{error.RootElement.GetProperty("status")}";
    }
}
