namespace CodexPooler.Edge.Routes;

/// <summary>What a route asks of its caller.</summary>
internal enum RouteAuth
{
    /// <summary>Answers without any knowledge of the team.</summary>
    None,

    PoolKey,
}
