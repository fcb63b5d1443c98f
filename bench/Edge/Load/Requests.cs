using System.Text;
using CodexPooler.Bench.Edge.Proxies;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Whole requests, ready to be sent.</summary>
internal static class Requests
{
    public static byte[] Of(Proxy proxy, string path, byte[] body, string? encoding = null)
    {
        var head = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{proxy.Port}\r\n{proxy.Headers}");
        head.Append("Content-Type: application/json\r\n");
        if (encoding is not null) head.Append($"Content-Encoding: {encoding}\r\n");
        head.Append($"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }
}
