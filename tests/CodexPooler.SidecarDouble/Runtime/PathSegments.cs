using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.SidecarDouble.Runtime;

/// <summary>
/// The request path as the sidecar reads it: each segment query-unescaped, so that '+' is a space and %2F a slash within a name
/// (pkg/api/http/http.go). Routing alone would leave %2F as it is.
/// </summary>
internal static class PathSegments
{
    public static string[] Of(HttpContext context) =>
        [.. RawPath(context).Trim('/').Split('/').Select(segment => WebUtility.UrlDecode(segment)!)];

    public static string RawPath(HttpContext context) => RawTarget(context).Split('?', 2)[0];

    public static string RawTarget(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    public static Dictionary<string, string> Metadata(HttpContext context) => context.Request.Query
        .Where(pair => pair.Key.StartsWith("metadata.", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key["metadata.".Length..], pair => pair.Value.ToString());
}
