namespace CodexPooler.Edge.Routes;

/// <summary>What the table says about a request.</summary>
/// <param name="Id">The segment that stands for `{id}`.</param>
/// <param name="Allow">The methods of the path, when the request's is none of them.</param>
internal readonly record struct RouteMatch(RouteMatchKind Kind, EdgeRoute? Route = null, string? Id = null, string? Allow = null);
