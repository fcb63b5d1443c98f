using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Ingress;

/// <summary>Answers a request with an error of the catalogue.</summary>
internal static class RefusalWriter
{
    public static Task WriteAsync(HttpContext context, ErrorCode code) => WriteAsync(context, new ClientError(code));

    public static async Task WriteAsync(HttpContext context, ClientError error)
    {
        var response = context.Response;
        var body = ErrorEnvelope.Body(error);
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (ErrorEnvelope.RetryAfter(error) is { } wait) response.Headers.RetryAfter = wait;
        if (error.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (error.Status == StatusCodes.Status426UpgradeRequired) response.Headers.Upgrade = "websocket";
        // What is left of a body is thrown away by the server, for seconds at most; cutting the connection could lose the answer.
        if (error.Status == StatusCodes.Status408RequestTimeout) response.Headers.Connection = "close";
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
