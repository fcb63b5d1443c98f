using System.Net.WebSockets;
using System.Text.Json;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>
/// A session over one socket, as the Codex client keeps it: told to connect again, or dropped, it does so and sends everything
/// again.
/// </summary>
/// <param name="followsUp">Continues the last response by its id, as clients do; else sends the whole conversation.</param>
/// <param name="anew">Opens a socket for every turn; else keeps one.</param>
internal sealed class SocketRowClient(Uri gateway, string key, bool followsUp, bool anew = false) : IRowClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _session = Guid.CreateVersion7().ToString();
    private ClientWebSocket? _socket;
    private string? _last;
    private string? _state;

    public int Asked { get; private set; }

    public async Task<string> TurnAsync(string text)
    {
        var end = await AskAsync(text, followsUp ? _last : null);
        if (anew) Leave();
        if (!Reconnects(end)) return end;
        Leave();
        return $"{end}, sends again: {await AskAsync(text, null)}";
    }

    public ValueTask DisposeAsync()
    {
        Leave();
        return ValueTask.CompletedTask;
    }

    private static bool Reconnects(string end) =>
        end.StartsWith("close", StringComparison.Ordinal)
        || end.Contains("websocket_connection_limit_reached", StringComparison.Ordinal);

    private async Task<string> AskAsync(string text, string? previous)
    {
        using var patience = new CancellationTokenSource(Patience);
        var where = "";
        try
        {
            var socket = _socket ??= await ConnectAsync(patience.Token);
            Asked++;
            var frame = TurnText.Body(text);
            frame["type"] = "response.create";
            if (previous is not null) frame["previous_response_id"] = previous;
            // As in a tool follow-up: the same turn goes on where it began.
            if (_state is not null) frame["client_metadata"] = new Dictionary<string, string> { [TurnText.State] = _state };
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, true, patience.Token);
            while (await ReadAsync(socket, patience.Token) is { } told)
            {
                if (TurnText.Parse(told) is not { } message) continue;
                if (message.TryGetProperty("response", out var response) && response.TryGetProperty("id", out var id))
                    _last = id.GetString();
                _state ??= TurnText.StateOf(message);
                if (TurnText.End(message) is { } end) return Status(message) + end;
                if (TurnText.IsAnswer(message)) where = " in the answer";
            }

            return $"close {(int?)socket.CloseStatus}{where}";
        }
        catch (WebSocketException)
        {
            return _socket is null ? "unreachable" : "close 1006" + where;
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        socket.Options.SetRequestHeader("openai-beta", "responses_websockets=2026-02-06");
        socket.Options.SetRequestHeader("session-id", _session);
        var address = new UriBuilder(gateway) { Scheme = "ws", Path = "/backend-api/codex/responses" }.Uri;
        await socket.ConnectAsync(address, cancellationToken);
        return socket;
    }

    private static async Task<byte[]?> ReadAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return message.ToArray();
        }
    }

    // A frame without a status is no end to a client: it waits for ever.
    private static string Status(JsonElement told) =>
        told.GetProperty("type").GetString() != "error" ? ""
        : told.TryGetProperty("status", out var status) || told.TryGetProperty("status_code", out status) ? $"{status} "
        : "without a status: ";

    private void Leave()
    {
        _socket?.Abort();
        _socket?.Dispose();
        // A response can be continued on its own socket only.
        (_socket, _last) = (null, null);
    }
}
