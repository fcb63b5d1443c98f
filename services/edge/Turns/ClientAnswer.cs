using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>Answers that are not streams.</summary>
internal static class ClientAnswer
{
    public static async Task ErrorAsync(HttpContext http, ClientError error)
    {
        var body = ErrorEnvelope.Body(error);
        http.Response.StatusCode = error.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        if (ErrorEnvelope.RetryAfter(error) is { } wait) http.Response.Headers.RetryAfter = wait;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The upstream's answer as it came.</summary>
    public static async Task ReplyAsync(HttpContext http, UpstreamReply reply)
    {
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.ContentType;
        http.Response.ContentLength = reply.Body.Length;
        foreach (var (name, value) in reply.Headers)
            if (Upstream.UpstreamHeaders.Crosses(name))
                http.Response.Headers[name] = value;
        await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }
}
