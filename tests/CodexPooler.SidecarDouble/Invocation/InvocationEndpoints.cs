using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Invocation;

internal static class InvocationEndpoints
{
    public static void MapInvocation(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/v1.0/invoke/{appId}/method/{**path}", ForwardAsync);

    private static Task ForwardAsync(HttpContext context, HttpForwarder forwarder)
    {
        // The rest of the target goes on byte for byte; unescaping it here would change what the app sees.
        var target = PathSegments.RawTarget(context);
        var method = target.IndexOf("/method/", StringComparison.Ordinal) + "/method/".Length;
        return forwarder.ForwardAsync(context, PathSegments.Of(context)[2], target[method..]);
    }
}
