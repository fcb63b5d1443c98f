using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Interop.Tests.Server;

/// <summary>Our gRPC server on Kestrel, h2c on a free loopback port.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    /// <summary>What <see cref="InteropService"/> accepts at most; some tests send more.</summary>
    public const int LargestMessage = 16 << 20;

    private readonly WebApplication _app;

    public OurServer(string? responseCompression = null, int port = 0, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            listen?.Invoke(endpoint);
        }));
        builder.Services.AddSingleton(Calls);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = LargestMessage;
            options.ResponseCompressionAlgorithm = responseCompression;
        });
        _app = builder.Build();
        _app.MapGrpcService<InteropService>();
    }

    public CallRecord Calls { get; } = new();

    public string Target => new Uri(_app.Urls.Single()).Authority;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
