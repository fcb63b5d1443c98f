namespace CodexPooler.Edge.Routes;

/// <summary>The routes of one family, and the prefixes under which every other path is the family's own 404.</summary>
internal sealed record RouteSet(Dialect Dialect, IReadOnlyList<string> Prefixes, IReadOnlyList<EdgeRoute> Routes);
