namespace CodexPooler.Edge.Routes;

/// <summary>Who answers a route.</summary>
internal enum HandlerKey
{
    Reachability,
    Models,
    Responses,
    ResponsesSocket,
    Compact,
    Unsupported,
    Proxy,
    Usage,
    AccountsCheck,
    Analytics,
    Doctor,
}
