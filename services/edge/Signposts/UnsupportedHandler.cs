using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Signposts;

/// <summary>Routes that clients may know and the gateway does not serve.</summary>
internal sealed class UnsupportedHandler : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Unsupported;

    public Task HandleAsync(EdgeCall call) => RefusalWriter.WriteAsync(call.Context, ErrorCode.UnsupportedEndpoint);
}
