using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Ingress;

/// <summary>The id that ties an answer to the logs: the caller's own if it is harmless, else a new one.</summary>
internal static class RequestId
{
    public const string Header = "x-request-id";
    private const int Longest = 128;
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public static string Of(HttpContext context, DateTimeOffset now)
    {
        var sent = context.Request.Headers[Header].ToString();
        var id = sent.Length is > 0 and <= Longest && !sent.AsSpan().ContainsAnyExcept(Harmless)
            ? sent
            : FreshId.At(now).ToString("N");
        context.Response.Headers[Header] = id;
        return id;
    }
}
