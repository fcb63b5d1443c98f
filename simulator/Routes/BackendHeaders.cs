using System.Globalization;
using System.Security.Cryptography;

namespace CodexPooler.Simulator.Routes;

/// <summary>Headers on every answer: request id and what Cloudflare adds in front of the backend.</summary>
internal static class BackendHeaders
{
    public static void Apply(HttpContext context, UpstreamCall call)
    {
        var headers = context.Response.Headers;
        headers["x-request-id"] = Guid.CreateVersion7().ToString();
        headers["x-oai-request-id"] = headers["x-request-id"];
        headers["cf-ray"] = RandomNumberGenerator.GetHexString(16, lowercase: true) + "-SIM";
        headers["cf-cache-status"] = "DYNAMIC";
        headers.Server = "cloudflare";
        if (!context.Request.Cookies.ContainsKey("__cf_bm"))
        {
            headers.Append("Set-Cookie", $"__cf_bm={RandomNumberGenerator.GetHexString(32)}; Path=/; HttpOnly; SameSite=None");
            headers.Append("Set-Cookie", $"_cfuvid={RandomNumberGenerator.GetHexString(32)}; Path=/; HttpOnly; SameSite=None");
        }
        context.Response.OnStarting(() =>
        {
            headers.Date = call.Now.ToString("R", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
    }
}
