using System.Net.WebSockets;

namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>Turns over one WebSocket, which it opens with the first.</summary>
internal sealed class SocketClient(HttpMessageInvoker http, Uri address, string key, ReadOnlyMemory<byte> turn)
    : IRehearsalClient
{
    private const int LargestMessage = 64 * 1024;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _message = new byte[LargestMessage];

    private static ReadOnlySpan<byte> Completed => "{\"type\":\"response.completed\""u8;

    private static ReadOnlySpan<byte> Error => "{\"type\":\"error\""u8;

    public async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (_socket.State == WebSocketState.None) await OpenAsync(cancellationToken);
        await _socket.SendAsync(turn, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        while (true)
        {
            var received = await _socket.ReceiveAsync(_message.AsMemory(), cancellationToken);
            var text = _message.AsSpan(0, received.Count);
            if (text.StartsWith(Completed)) return;
            if (received.MessageType == WebSocketMessageType.Close || text.StartsWith(Error))
                throw new InvalidOperationException($"A turn over a WebSocket was refused: {_socket.CloseStatusDescription}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, value) in ClientHeaders.Of(key)) _socket.Options.SetRequestHeader(name, value);
        return _socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, http, cancellationToken);
    }
}
