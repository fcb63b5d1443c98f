using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>Posts any bytes as a gRPC request over one HTTP/2 connection, and counts the connections it needed.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private int _connections;

    public RawCaller(string target)
    {
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                Interlocked.Increment(ref _connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        Target = target;
    }

    public string Target { get; }

    public int Connections => Volatile.Read(ref _connections);

    public Task<RawAnswer> CallAsync(byte[] body, params (string Name, string Value)[] headers) =>
        CallAsync("codex_pooler.interop.v1.Interop/Unary", body, headers);

    public async Task<RawAnswer> CallAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Target}/{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        foreach (var (name, value) in headers)
            if (name == "content-type")
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        using var patience = new CancellationTokenSource(Patience.Span);
        using var response = await _http.SendAsync(request, patience.Token);
        var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token);
        return new((int)response.StatusCode, Find(response, "grpc-status"), Find(response, "grpc-message"),
            Find(response, "grpc-accept-encoding"), bytes);
    }

    public void Dispose() => _http.Dispose();

    private static string? Find(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailing) ? trailing.Single()
            : response.Headers.TryGetValues(name, out var leading) ? leading.Single() : null;
}
