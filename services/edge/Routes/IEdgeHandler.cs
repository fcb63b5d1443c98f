namespace CodexPooler.Edge.Routes;

/// <summary>Answers the routes of one key.</summary>
internal interface IEdgeHandler
{
    HandlerKey Key { get; }

    Task HandleAsync(EdgeCall call);
}
