using Dapr;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Lets only the sidecar in, for the routes and gRPC services that other applications reach through it.</summary>
public static class AppTokenMiddleware
{
    private const string Refusal = "The dapr-api-token header does not match APP_API_TOKEN.";

    /// <summary>Refuses requests that do not show APP_API_TOKEN, when that is set: 401, or Unauthenticated for gRPC.</summary>
    /// <param name="app">The pipeline, usually a branch for the application's sidecar port.</param>
    /// <param name="token">The token; the environment's when null.</param>
    public static IApplicationBuilder UseDaprAppToken(this IApplicationBuilder app, string? token = null)
    {
        var expected = AppToken.From(app.ApplicationServices, token);
        return app.Use((context, next) => expected.IsShownBy(context.Request) ? next(context) : RefuseAsync(context));
    }

    private static Task RefuseAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            context.Response.Headers["grpc-message"] = Refusal;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync(Refusal, context.RequestAborted);
    }
}
