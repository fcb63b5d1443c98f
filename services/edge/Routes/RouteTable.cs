using System.Collections.Frozen;

namespace CodexPooler.Edge.Routes;

/// <summary>The one table of the edge: a path's and a method's exact text decide; nothing is a wildcard.</summary>
internal sealed class RouteTable
{
    private const string Id = "{id}";
    private readonly FrozenDictionary<string, PathRoutes> _paths;
    private readonly IReadOnlyList<IdTemplate> _templates;
    private readonly string[] _prefixes;

    public RouteTable(IEnumerable<RouteSet> sets)
    {
        var known = sets.ToList();
        Routes = [.. known.SelectMany(set => set.Routes)];
        var byTemplate = Routes.GroupBy(route => route.Template, StringComparer.Ordinal).ToList();
        _paths = byTemplate.Where(group => !group.Key.Contains(Id, StringComparison.Ordinal))
            .ToFrozenDictionary(group => group.Key, group => new PathRoutes(group), StringComparer.Ordinal);
        _templates = [.. byTemplate.Where(group => group.Key.Contains(Id, StringComparison.Ordinal)).Select(IdTemplate.Of)];
        _prefixes = [.. known.SelectMany(set => set.Prefixes)];
    }

    public IReadOnlyList<EdgeRoute> Routes { get; }

    public RouteMatch Match(string method, string path)
    {
        if (_paths.TryGetValue(path, out var routes)) return routes.Match(method, null);
        if (!IsOurs(path)) return default;
        if (!PathSafety.IsSafe(path)) return new(RouteMatchKind.Unsafe);
        foreach (var template in _templates)
            if (template.IdOf(path) is { } id)
                return template.Routes.Match(method, id);
        return new(RouteMatchKind.Unknown);
    }

    private bool IsOurs(string path)
    {
        foreach (var prefix in _prefixes)
            if (path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/'))
                return true;
        return false;
    }

    private sealed record IdTemplate(string Before, string After, PathRoutes Routes)
    {
        public static IdTemplate Of(IGrouping<string, EdgeRoute> group)
        {
            var at = group.Key.IndexOf(Id, StringComparison.Ordinal);
            return new(group.Key[..at], group.Key[(at + Id.Length)..], new PathRoutes(group));
        }

        public string? IdOf(string path)
        {
            if (path.Length <= Before.Length + After.Length || !path.StartsWith(Before, StringComparison.Ordinal)
                || !path.EndsWith(After, StringComparison.Ordinal))
                return null;
            var segment = path.AsSpan(Before.Length, path.Length - Before.Length - After.Length);
            return PathSafety.IsId(segment) ? segment.ToString() : null;
        }
    }
}
