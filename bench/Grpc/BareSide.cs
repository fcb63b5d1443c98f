using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Bench.Grpc;

/// <summary>The same bytes, headers and trailer through a bare Kestrel endpoint and a bare HttpClient.</summary>
/// <remarks>No gRPC code and no protobuf runs here.</remarks>
internal sealed class BareSide : IEchoSide
{
    private static readonly MediaTypeHeaderValue GrpcType = new("application/grpc");
    private readonly WebApplication _server;
    private readonly HttpClient _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
    private readonly Uri _address;

    private BareSide(WebApplication server)
    {
        _server = server;
        _address = new Uri($"{server.Urls.Single()}/codex_pooler.bench.Echo/Unary");
    }

    public string Name => "bare HTTP/2";

    public static async Task<BareSide> StartAsync() =>
        new(await LoopbackServer.StartAsync(_ => { }, app => app.MapPost("/codex_pooler.bench.Echo/Unary", EchoAsync)));

    public async Task CallAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EchoSample.Frame),
        };
        request.Content.Headers.ContentType = GrpcType;
        request.Headers.TryAddWithoutValidation("te", "trailers");
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsByteArrayAsync();
        if (body.Length != EchoSample.Frame.Length || !response.TrailingHeaders.Contains("grpc-status"))
            throw new InvalidDataException("The echo is wrong.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            foreach (var part in read.Buffer)
                context.Response.BodyWriter.Write(part.Span);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
