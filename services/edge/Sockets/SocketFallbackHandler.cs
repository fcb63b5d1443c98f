using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// Sends socket clients to HTTP: every client version that opens sockets takes 426 for that, at once and without a word to its user.
/// </summary>
internal sealed class SocketFallbackHandler : IEdgeHandler
{
    private static readonly ErrorCode UseHttp = ErrorCode.UpgradeRequired with { Message = "this gateway serves responses over HTTP; the client falls back by itself" };

    public HandlerKey Key => HandlerKey.ResponsesSocket;

    public Task HandleAsync(EdgeCall call) => RefusalWriter.WriteAsync(call.Context, UseHttp);
}
