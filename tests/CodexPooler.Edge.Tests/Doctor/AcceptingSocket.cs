using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Tests.Doctor;

/// <summary>Accepts an upgrade, as the socket route does on a Pool that is empty, and listens until the client goes.</summary>
internal sealed class AcceptingSocket : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.ResponsesSocket;

    public async Task HandleAsync(EdgeCall call)
    {
        using var socket = await call.Context.WebSockets.AcceptWebSocketAsync();
        await socket.ReceiveAsync(new byte[1024].AsMemory(), call.Aborted);
    }
}
