namespace CodexPooler.Edge.Routes;

internal enum RouteMatchKind
{
    /// <summary>Not under a prefix of the edge: somebody else's.</summary>
    Foreign,

    Found,
    Unknown,
    MethodRefused,
    Unsafe,
}
