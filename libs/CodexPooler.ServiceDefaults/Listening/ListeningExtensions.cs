using CodexPooler.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Listening;

public static class ListeningExtensions
{
    /// <summary>
    /// One HTTP/1.1 port and, for a service the sidecar calls, one HTTP/2 port: without TLS Kestrel cannot tell the two apart on
    /// one port.
    /// </summary>
    public static ListenOptions AddListeners(this IHostApplicationBuilder builder, int httpPort, int? grpcPort = null)
    {
        var listen = builder.ReadSettings<ListenOptions>(ListenOptions.Section);
        listen.HttpPort ??= httpPort;
        listen.GrpcPort ??= grpcPort;
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen.IPAddress, listen.HttpPort.Value, http => http.Protocols = HttpProtocols.Http1);
            if (listen.GrpcPort is { } port) kestrel.Listen(listen.IPAddress, port, grpc => grpc.Protocols = HttpProtocols.Http2);
        });
        return listen;
    }
}
