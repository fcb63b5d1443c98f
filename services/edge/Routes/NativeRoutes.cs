namespace CodexPooler.Edge.Routes;

/// <summary>What Codex clients call: the four bases, the bridges beside them, usage, and a signed-in client's calls.</summary>
internal static class NativeRoutes
{
    public static readonly IReadOnlyList<string> Bases =
        ["/backend-api/codex", "/backend-api/codex/v1", "/api/provider/codex", "/api/provider/codex/v1"];

    private const string Upstream = "/backend-api/codex";
    private static readonly string[] Prefixes = ["/backend-api", "/api/provider/codex", "/api/codex", "/wham"];

    public static RouteSet Set { get; } = new(Dialect.Codex, Prefixes, [.. Bases.SelectMany(UnderBase), .. Beside()]);

    private static IEnumerable<EdgeRoute> UnderBase(string root)
    {
        // What probes ask first: is anybody there?
        yield return Head("reachability", root);
        yield return Head("reachability", root + "/");
        yield return Head("reachability", root + "/responses");
        yield return Get("backend.models", root + "/models", RouteClass.Models, HandlerKey.Models);
        yield return Post("backend.responses", root + "/responses", RouteClass.Stream, HandlerKey.Responses, "/responses");
        yield return Get(
            "backend.responses.socket", root + "/responses", RouteClass.Socket, HandlerKey.ResponsesSocket,
            Upstream + "/responses");
        yield return Post(
            "backend.responses.compact", root + "/responses/compact", RouteClass.Compact, HandlerKey.Compact,
            "/responses/compact");
        yield return Post("backend.chat_completions", root + "/chat/completions", RouteClass.Http, HandlerKey.Unsupported);
        yield return Pass("backend.images.generations", root, "/images/generations", RouteClass.Images);
        yield return Pass("backend.images.edits", root, "/images/edits", RouteClass.Images);
        yield return Pass("backend.realtime.calls", root, "/realtime/calls", RouteClass.Http);
        yield return Pass("backend.search", root, "/alpha/search", RouteClass.Http);
        yield return Pass("backend.memories", root, "/memories/trace_summarize", RouteClass.Http);
        yield return Post("client.analytics", root + "/analytics-events/events", RouteClass.Control, HandlerKey.Analytics);
        foreach (var path in (string[])["/usage", "/api/codex/usage", "/wham/usage"])
            yield return Get("usage", root + path, RouteClass.Control, HandlerKey.Usage);
    }

    private static IEnumerable<EdgeRoute> Beside()
    {
        yield return Bridge("backend.files", "/backend-api/files", RouteClass.Files);
        yield return Bridge("backend.files.uploaded", "/backend-api/files/{id}/uploaded", RouteClass.Files);
        yield return Bridge("backend.transcribe", "/backend-api/transcribe", RouteClass.Audio);
        foreach (var path in (string[])["/api/codex/usage", "/wham/usage", "/backend-api/wham/usage"])
            yield return Get("usage", path, RouteClass.Control, HandlerKey.Usage);
        foreach (var path in (string[])["/wham/accounts/check", "/backend-api/wham/accounts/check"])
            yield return Open("client.accounts_check", "GET", path, HandlerKey.AccountsCheck);
        yield return Open("doctor", "GET", "/doctor", HandlerKey.Doctor);
    }

    private static EdgeRoute Head(string name, string path) => Open(name, "HEAD", path, HandlerKey.Reachability);

    private static EdgeRoute Open(string name, string method, string path, HandlerKey handler) =>
        new(name, method, path, Dialect.Codex, RouteClass.Control, RouteAuth.None, handler);

    private static EdgeRoute Pass(string name, string root, string below, RouteClass kind) =>
        Post(name, root + below, kind, HandlerKey.Proxy, below);

    private static EdgeRoute Get(string name, string path, RouteClass kind, HandlerKey handler, string upstream = "") =>
        new(name, "GET", path, Dialect.Codex, kind, RouteAuth.PoolKey, handler, upstream);

    private static EdgeRoute Post(string name, string path, RouteClass kind, HandlerKey handler, string below = "") =>
        new(name, "POST", path, Dialect.Codex, kind, RouteAuth.PoolKey, handler, below.Length == 0 ? "" : Upstream + below);

    private static EdgeRoute Bridge(string name, string path, RouteClass kind) =>
        new(name, "POST", path, Dialect.Codex, kind, RouteAuth.PoolKey, HandlerKey.Proxy, path);
}
