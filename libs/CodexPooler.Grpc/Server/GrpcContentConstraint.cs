using CodexPooler.Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CodexPooler.Grpc.Server;

internal sealed class GrpcContentConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        WireNames.IsGrpcContentType(httpContext?.Request.ContentType);
}
