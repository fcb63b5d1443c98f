using System.Net;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Accounts.Linking;

/// <summary>A page for somebody who knows nothing of this system: a title, a sentence, perhaps one button.</summary>
internal static class LinkPage
{
    public static IResult Render(string title, string text, int status, string extra = "", bool refresh = false) => new Page(
        $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{(refresh
            ? "<meta http-equiv=\"refresh\" content=\"3\">"
            : "")}<title>{WebUtility.HtmlEncode(title)}</title></head>
        <body><main><h1>{WebUtility.HtmlEncode(title)}</h1><p>{WebUtility.HtmlEncode(text)}</p>{extra}</main></body></html>
        """,
        status);

    private sealed class Page(string html, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            // The address of this page may carry a code or an invitation.
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
