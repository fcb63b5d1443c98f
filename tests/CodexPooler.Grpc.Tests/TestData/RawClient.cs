using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CodexPooler.Grpc.Tests.Protos;
using Google.Protobuf;

namespace CodexPooler.Grpc.Tests.TestData;

/// <summary>A bare HTTP/2 client whose requests are made by hand, on one connection that it counts.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private int _connections;

    public RawClient()
    {
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                Interlocked.Increment(ref _connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public int Connections => _connections;

    public static byte[] Frame(byte[] payload, byte flag = 0, uint? length = null)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Frame(ProbeRequest request) => Frame(request.ToByteArray());

    public async Task<RawAnswer> PostAsync(
        Uri address, string method, byte[] body, string contentType = "application/grpc", Version? version = null,
        params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(address, $"/codexpooler.grpc.tests.v1.Probe/{method}"))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _invoker.SendAsync(request, CancellationToken.None).Bounded();
        var received = await response.Content.ReadAsByteArrayAsync().Bounded();
        return new RawAnswer((int)response.StatusCode, Flat(response.Headers), Flat(response.TrailingHeaders), received);
    }

    public void Dispose() => _invoker.Dispose();

    private static Dictionary<string, string> Flat(HttpHeaders headers) =>
        headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString());
}
