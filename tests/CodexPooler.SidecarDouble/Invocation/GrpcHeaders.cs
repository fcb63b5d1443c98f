using System.Net;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>What the callee sees of the caller's metadata, and the caller of the callee's.</summary>
internal static class GrpcHeaders
{
    private static readonly HashSet<string> Removed = new(StringComparer.OrdinalIgnoreCase)
    {
        "dapr-app-id", "dapr-callee-app-id", "dapr-caller-app-id", ApiTokenMiddleware.Header,
        "host", "content-type", "content-length", "transfer-encoding", "connection",
    };

    public static HttpRequestMessage Request(
        HttpRequest incoming, Uri peer, string path, HttpContent content, string callee, SidecarOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{peer.Authority}{path}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        // What the real proxy's codec makes of any application/grpc.
        content.Headers.TryAddWithoutValidation("content-type", "application/grpc+proto");
        foreach (var (name, values) in incoming.Headers)
        {
            if (!name.StartsWith(':') && !Removed.Contains(name))
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        request.Headers.TryAddWithoutValidation("dapr-caller-app-id", options.AppId);
        request.Headers.TryAddWithoutValidation("dapr-callee-app-id", callee);
        if (options.AppToken is not null)
            request.Headers.TryAddWithoutValidation(ApiTokenMiddleware.Header, options.AppToken);
        return request;
    }

    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
            to.Headers[name] = values.ToArray();
        foreach (var (name, values) in from.Content.Headers.NonValidated)
        {
            if (!name.Equals("content-length", StringComparison.OrdinalIgnoreCase))
                to.Headers[name] = values.ToArray();
        }
    }
}
