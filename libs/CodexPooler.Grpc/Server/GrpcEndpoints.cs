using CodexPooler.Grpc.Wire;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Server;

internal static class GrpcEndpoints
{
    public static List<IEndpointConventionBuilder> Map(
        IEndpointRouteBuilder builder, ServiceRegistry registry, IReadOnlyList<BoundMethod> methods)
    {
        var services = builder.ServiceProvider;
        var handlers = new HttpHandlerFactory(
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("CodexPooler.Grpc.Server"));
        List<IEndpointConventionBuilder> endpoints = [.. methods.Select(method => builder
            .MapPost(method.Definition.FullName, method.Accept(handlers))
            .WithDisplayName($"gRPC {method.Definition.FullName}")
            .WithMetadata(new GrpcMethodMetadata(method.ServiceType, method.Definition)))];
        foreach (var service in methods.Select(method => method.Definition.ServiceName).Distinct())
            MapUnimplemented(builder, $"/{service}/{{method}}", $"Service '{service}' has no such method.");
        if (registry.ClaimFallback())
            MapUnimplemented(builder, "/{service}/{method}", "This server has no such service.");
        return endpoints;
    }

    private static void MapUnimplemented(IEndpointRouteBuilder builder, string pattern, string detail)
    {
        var constrained = RoutePatternFactory.Parse(
            pattern, defaults: null, new RouteValueDictionary { ["method"] = new GrpcContentConstraint() });
        builder.Map(constrained, http => AnswerAsync(http, detail))
            .WithDisplayName($"gRPC unimplemented {pattern}")
            // Other endpoints of the same shape win.
            .Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
    }

    private static Task AnswerAsync(HttpContext http, string detail)
    {
        if (!RequestGuard.Accepts(http.Request)) return RequestGuard.RefuseAsync(http);
        http.Response.ContentType = WireNames.ContentType;
        http.Response.Headers[WireNames.Status] = StatusText.Of(StatusCode.Unimplemented);
        http.Response.Headers[WireNames.Message] = PercentEncoding.Encode(detail);
        return Task.CompletedTask;
    }
}
