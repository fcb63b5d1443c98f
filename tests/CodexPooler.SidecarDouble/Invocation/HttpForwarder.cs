using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>
/// HTTP service invocation: the app's answer passes through unchanged, whatever its status (pkg/api/http onDirectMessage).
/// </summary>
internal sealed class HttpForwarder(SidecarOptions options, PeerDirectory peers) : IDisposable
{
    private static readonly HashSet<string> Removed = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "connection", "transfer-encoding", "content-length", "content-type", "dapr-app-id", "dapr-caller-app-id",
        "dapr-callee-app-id", ApiTokenMiddleware.Header,
    };

    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    public async Task ForwardAsync(HttpContext context, string appId, string target)
    {
        if (!peers.Allows(appId, "/" + target.Split('?')[0]))
        {
            await Refuse(403, appId, "access control policy has denied access").ExecuteAsync(context);
            return;
        }

        if (peers.Find(appId) is not { } peer)
        {
            await Refuse(500, appId, "couldn't find the app").ExecuteAsync(context);
            return;
        }

        using var request = AppChannel.Request(
            peer, new HttpMethod(context.Request.Method), "/" + target, ContentOf(context.Request));
        Describe(request, context.Request, appId);
        try
        {
            using var response = await _http.SendAsync(request, context.RequestAborted);
            await AnswerAsync(context, response);
        }
        catch (HttpRequestException exception)
        {
            await Refuse(500, appId, exception.Message).ExecuteAsync(context);
        }
    }

    public void Dispose() => _http.Dispose();

    private static StreamContent? ContentOf(HttpRequest request)
    {
        if (request.Body.Length == 0)
            return null;
        var content = new StreamContent(request.Body);
        if (request.ContentType is not null)
            content.Headers.TryAddWithoutValidation("content-type", request.ContentType);
        return content;
    }

    private void Describe(HttpRequestMessage request, HttpRequest incoming, string appId)
    {
        foreach (var (name, values) in incoming.Headers)
        {
            if (!name.StartsWith(':') && !Removed.Contains(name))
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        request.Headers.TryAddWithoutValidation("dapr-caller-app-id", options.AppId);
        request.Headers.TryAddWithoutValidation("dapr-callee-app-id", appId);
        if (options.AppToken is not null)
            request.Headers.TryAddWithoutValidation(ApiTokenMiddleware.Header, options.AppToken);
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        GrpcHeaders.Copy(response, context.Response);
        context.Response.Headers.Remove("transfer-encoding");
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static IResult Refuse(int status, string appId, string why) =>
        Refusal.Of(status, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {why}");
}
