using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Routes;

/// <summary>The methods of one path. HEAD is GET without a body, unless the path has a HEAD of its own.</summary>
internal sealed class PathRoutes
{
    private readonly EdgeRoute[] _routes;
    private readonly string _allow;

    public PathRoutes(IEnumerable<EdgeRoute> routes)
    {
        _routes = [.. routes];
        var methods = _routes.Select(route => route.Method);
        if (Array.Exists(_routes, route => HttpMethods.IsGet(route.Method))) methods = methods.Append(HttpMethods.Head);
        _allow = string.Join(", ", methods.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    public RouteMatch Match(string method, string? id)
    {
        if ((Find(method) ?? (HttpMethods.IsHead(method) ? Find(HttpMethods.Get) : null)) is { } route)
            return new(RouteMatchKind.Found, route, id);
        return new(RouteMatchKind.MethodRefused, Allow: _allow);
    }

    private EdgeRoute? Find(string method)
    {
        foreach (var route in _routes)
            if (HttpMethods.Equals(route.Method, method))
                return route;
        return null;
    }
}
