using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>A client on the platform's own WebSocket, which knows nothing of the gateway's framing.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public IReadOnlyDictionary<string, IEnumerable<string>> Headers => _socket.HttpResponseHeaders!;

    public static async Task<SocketClient> ConnectAsync(EdgeServer edge, Action<ClientWebSocketOptions>? options = null)
    {
        var client = new SocketClient();
        var asked = client._socket.Options;
        asked.SetRequestHeader("Authorization", "Bearer " + TestDirectory.Key);
        asked.SetRequestHeader("openai-beta", "responses_websockets=2026-02-06");
        asked.SetRequestHeader("session-id", "session-1");
        asked.CollectHttpResponseDetails = true;
        options?.Invoke(asked);
        using var patience = new CancellationTokenSource(Patience);
        var address = new UriBuilder(edge.Address) { Scheme = "ws", Path = "/backend-api/codex/responses" };
        await client._socket.ConnectAsync(address.Uri, patience.Token);
        return client;
    }

    public Task CreateAsync(string text, string? previous = null, bool generate = true, string model = "gpt-5.5")
    {
        var frame = new JsonObject
        {
            ["type"] = "response.create",
            ["model"] = model,
            ["stream"] = true,
            ["store"] = false,
            ["instructions"] = "Be brief.",
            ["input"] = generate
                ? new JsonArray(new JsonObject
                {
                    ["type"] = "message",
                    ["role"] = "user",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text }),
                })
                : new JsonArray(),
        };
        if (!generate) frame["generate"] = false;
        if (previous is not null) frame["previous_response_id"] = previous;
        return SendAsync(frame.ToJsonString());
    }

    public async Task SendAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
    }

    /// <summary>
    /// The next message; null when the socket was closed, or dropped. A slow machine brings keep-alives between.
    /// </summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        JsonElement? message;
        do
        {
            message = await NextAsync();
        }
        while (message is { } told && TypeOf(told) == "keepalive");

        return message;
    }

    public async Task<JsonElement?> NextAsync() =>
        await TextAsync() is { } text ? JsonDocument.Parse(text).RootElement : null;

    /// <summary>The next message as it came, be it JSON or not.</summary>
    public async Task<string?> TextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var text = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                text.Write(_buffer, 0, part.Count);
                if (part.EndOfMessage) return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>One turn's messages, the last of which ends it.</summary>
    public async Task<List<JsonElement>> TurnAsync()
    {
        var messages = new List<JsonElement>();
        while (await ReceiveAsync() is { } message)
        {
            messages.Add(message);
            if (TypeOf(message) is "response.completed" or "response.failed" or "response.incomplete" or "error") break;
        }

        return messages;
    }

    public static string IdOf(List<JsonElement> turn) => turn[^1].GetProperty("response").GetProperty("id").GetString()!;

    /// <summary>Empty for what is not JSON, which clients skip.</summary>
    public static string TypeOfText(string? text)
    {
        text.ShouldNotBeNull();
        try
        {
            return TypeOf(JsonDocument.Parse(text).RootElement);
        }
        catch (JsonException)
        {
            return "";
        }
    }

    public static string TypeOf(JsonElement message) => message.GetProperty("type").GetString()!;

    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        await Task.CompletedTask;
        _socket.Dispose();
    }
}
