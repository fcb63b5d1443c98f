namespace CodexPooler.SidecarDouble.Runtime;

/// <summary>
/// pkg/api/http/middlewares_test.go TestAPITokenAuthMiddleware: plain text, newline included; GET health is open.
/// </summary>
internal sealed class ApiTokenMiddleware(RequestDelegate next, SidecarOptions options)
{
    public const string Header = "dapr-api-token";

    public async Task InvokeAsync(HttpContext context)
    {
        if (options.ApiToken is null || IsOpen(context.Request) || context.Request.Headers[Header] == options.ApiToken)
        {
            // Never forwarded to the app.
            context.Request.Headers.Remove(Header);
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("invalid api token\n", context.RequestAborted);
    }

    private static bool IsOpen(HttpRequest request)
    {
        var path = request.Path.Value!.TrimEnd('/');
        return path.StartsWith("/_control", StringComparison.Ordinal) ||
            (HttpMethods.IsGet(request.Method) && path is "/v1.0/healthz" or "/v1.0/healthz/outbound");
    }
}
