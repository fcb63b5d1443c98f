using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>A request to any path outside the API that names its target in <c>dapr-app-id</c> is an invocation too.</summary>
internal sealed class HeaderInvocationMiddleware(RequestDelegate next, HttpForwarder forwarder)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/v1.0") || context.Request.Path.StartsWithSegments("/_control"))
        {
            await next(context);
            return;
        }

        if (context.Request.Headers["dapr-app-id"] is [{ Length: > 0 } appId])
        {
            await forwarder.ForwardAsync(context, appId, PathSegments.RawTarget(context).TrimStart('/'));
            return;
        }

        const string missing = "failed getting app id either from the URL path or the header dapr-app-id";
        await Refusal.Of(404, "ERR_DIRECT_INVOKE", missing).ExecuteAsync(context);
    }
}
