using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>
/// Both ends of streams that have begun and then are silent, with as little memory of their own as can be: nothing waits
/// asynchronously for any of them.
/// </summary>
internal sealed class OpenStreams : IDisposable
{
    private const int BodyBytes = 28 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Opening = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nopenai-model: gpt-5.5\r\ntransfer-encoding: chunked\r\n\r\n"
        + Chunk("""{"type":"response.created","response":{"id":"resp_1","model":"gpt-5.5"}}""")
        + Chunk("""{"type":"response.output_text.delta","delta":"word"}"""));

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _sockets = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    public OpenStreams()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/";
    }

    /// <summary>The upstream's end.</summary>
    public string Address { get; }

    /// <summary>
    /// Opens so many at once: all requests are there before the first is answered. Blocks; not for a thread that others need.
    /// </summary>
    public void Open(int count, Uri edge)
    {
        var request = Request(edge);
        var clients = new List<Socket>(count);
        for (var at = 0; at < count; at++)
        {
            var client = Keep(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            client.Connect(IPAddress.Loopback, edge.Port);
            client.Send(request);
            clients.Add(client);
        }

        var upstreams = new List<Socket>(count);
        for (var at = 0; at < count; at++)
        {
            if (!_listener.Poll(Patience, SelectMode.SelectRead)) throw new TimeoutException("The edge asks nobody.");
            var upstream = Keep(_listener.Accept());
            Read(upstream, TakenWhole);
            upstreams.Add(upstream);
        }

        foreach (var upstream in upstreams) upstream.Send(Opening);
        foreach (var client in clients) Read(client, text => text.EndsWith("}\n\n\r\n", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
        _listener.Dispose();
    }

    private static byte[] Request(Uri edge)
    {
        var body = """{"model":"gpt-5.5","stream":true,"store":false,"instructions":"Be brief.","input":"text"}"""
            .Replace("text", new('t', BodyBytes), StringComparison.Ordinal);
        return Encoding.ASCII.GetBytes(
            $"POST /backend-api/codex/responses HTTP/1.1\r\nHost: 127.0.0.1:{edge.Port}\r\nAuthorization: Bearer " +
            $"{TestDirectory.Key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static bool TakenWhole(string text)
    {
        const string name = "Content-Length: ";
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        var at = text.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var length = int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
        return text.Length >= head + 4 + length;
    }

    private static string Chunk(string json)
    {
        var text = $"data: {json}\n\n";
        return $"{text.Length:x}\r\n{text}\r\n";
    }

    private void Read(Socket socket, Func<string, bool> isWhole)
    {
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        var text = new StringBuilder();
        while (!isWhole(text.ToString()))
        {
            var read = socket.Receive(_buffer);
            if (read == 0) throw new IOException($"The edge closed after: {text}");
            text.Append(Encoding.ASCII.GetString(_buffer, 0, read));
        }
    }

    private Socket Keep(Socket socket)
    {
        _sockets.Add(socket);
        return socket;
    }
}
