using System.Text;

namespace CodexPooler.Simulator.Routes;

internal static class WholeBody
{
    /// <summary>Writes with Content-Length. Clients read the body of a refused WebSocket upgrade only so: chunked, its JSON is
    /// lost on them and a usage limit becomes a nameless 429.</summary>
    public static Task WriteAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
