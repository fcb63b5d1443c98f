using System.Net.WebSockets;
using System.Text;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>One turn over a WebSocket of its own, to its end or the socket's.</summary>
internal static class SocketTurn
{
    private static readonly string[] Ends = ["response.completed", "response.failed", "response.incomplete",
        "\"type\":\"error\""];

    public static async Task RunAsync(TurnRig rig)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + TurnRig.Secret);
        socket.Options.SetRequestHeader("openai-beta", "responses_websockets=2026-02-06");
        var address = new UriBuilder(rig.Http.BaseAddress!) { Scheme = "ws", Path = TurnRig.Path };
        await socket.ConnectAsync(address.Uri, patience.Token);
        var frame = TurnMessage.Of("SAY:servedEND", TurnRig.Model, session: null);
        frame["type"] = "response.create";
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (await ReadAsync(socket, patience.Token) is { } message && !Ends.Any(message.Contains))
        {
        }
    }

    private static async Task<string?> ReadAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var text = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            }
            catch (WebSocketException)
            {
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
