namespace CodexPooler.Edge.Routes;

/// <summary>The handlers by key. A route that nobody answers stops the start.</summary>
internal sealed class RouteHandlers
{
    private readonly IEdgeHandler?[] _handlers = new IEdgeHandler?[Enum.GetValues<HandlerKey>().Length];

    public RouteHandlers(IEnumerable<IEdgeHandler> handlers, RouteTable table)
    {
        foreach (var handler in handlers) _handlers[(int)handler.Key] = handler;
        var unanswered = table.Routes.Where(route => _handlers[(int)route.Handler] is null)
            .Select(route => route.Name).Distinct().ToList();
        if (unanswered.Count > 0) throw new InvalidOperationException($"no handler for {string.Join(", ", unanswered)}");
    }

    public IEdgeHandler this[HandlerKey key] => _handlers[(int)key]!;
}
