using System.Net.WebSockets;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Streaming;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>Events as text frames, one each.</summary>
internal sealed class SocketSink(HttpContext context, WebSocket socket) : IEventSink
{
    public ValueTask WriteAsync(EventName name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        SendPartAsync(json, last: true, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ReadOnlyMemory<byte> Frame(EventName name, ReadOnlyMemory<byte> json) => json.ToArray();

    public ValueTask SendPartAsync(ReadOnlyMemory<byte> part, bool last, CancellationToken cancellationToken) =>
        socket.SendAsync(part, WebSocketMessageType.Text, last, cancellationToken);

    // A socket that just ends sends no close frame either; the client sees 1006.
    public ValueTask CutAsync(bool reset, CancellationToken cancellationToken) =>
        ConnectionCut.ResetAsync(context, cancellationToken);

    public async ValueTask CloseAsync(int code, string? reason, CancellationToken cancellationToken) =>
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, cancellationToken);
}
