using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>A client socket to the simulator.</summary>
internal sealed class SimulatedSocket(ClientWebSocket socket, CancellationToken deadline) : IDisposable
{
    private static readonly HashSet<string> Terminal =
        ["response.completed", "response.failed", "response.incomplete", "error"];

    public ClientWebSocket Socket => socket;

    public static async Task<SimulatedSocket> ConnectAsync(
        RunningSimulator simulator, string account = "acct-plus", Action<ClientWebSocketOptions>? change = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + simulator.Token(account));
        socket.Options.SetRequestHeader("OpenAI-Beta", "responses_websockets=2026-02-06");
        socket.Options.CollectHttpResponseDetails = true;
        change?.Invoke(socket.Options);
        var address = new UriBuilder(new Uri(simulator.BaseAddress, TurnClient.Path)) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, simulator.Deadline);
        return new SimulatedSocket(socket, simulator.Deadline);
    }

    public async Task SendAsync(JsonNode frame) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, true, deadline);

    /// <summary>The next frame, or null when the server closed.</summary>
    public async Task<JsonNode?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, deadline);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(message.ToArray());
        }
    }

    /// <summary>Sends a response.create and reads up to its terminal frame.</summary>
    public async Task<IReadOnlyList<JsonNode>> TurnAsync(JsonNode frame)
    {
        await SendAsync(frame);
        var events = new List<JsonNode>();
        while (await ReceiveAsync() is { } node)
        {
            events.Add(node);
            if (Terminal.Contains(node.TypeOf())) break;
        }
        return events;
    }

    public void Dispose() => socket.Dispose();
}
