using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Signposts;

/// <summary>HEAD of a base or its responses: somebody is there. `codex doctor` asks this without a key.</summary>
internal sealed class ReachabilityHandler : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Reachability;

    public Task HandleAsync(EdgeCall call) => Task.CompletedTask;
}
