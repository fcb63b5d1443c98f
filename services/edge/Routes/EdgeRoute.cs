namespace CodexPooler.Edge.Routes;

/// <summary>One line of the route table.</summary>
/// <param name="Name">Closed set: a label of metrics and the ledger.</param>
/// <param name="Template">A path; at most one segment is `{id}`.</param>
/// <param name="UpstreamPath">Where it is passed on to, with the same `{id}`; empty for what is answered here.</param>
internal sealed record EdgeRoute(
    string Name, string Method, string Template, Dialect Dialect, RouteClass Class, RouteAuth Auth, HandlerKey Handler,
    string UpstreamPath = "")
{
    /// <summary>Starts work upstream, so a leaving gateway takes no more of it.</summary>
    public bool IsTurn => Class is not (RouteClass.Models or RouteClass.Control);
}
