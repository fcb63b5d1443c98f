using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Sockets.Handshakes;
using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Sockets;

/// <summary>WebSocket clients, as a part of the edge.</summary>
internal static class SocketModule
{
    public static void AddSockets(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<SocketOptions>(SocketOptions.Section);
        builder.Services
            .AddSingleton<SocketMetrics>()
            .AddSingleton<TurnOpening>()
            .AddSingleton<RefusedUpgrades>()
            .AddSingleton<SocketDesk>()
            .AddSingleton<UpstreamHandshake>()
            .AddSingleton<UpstreamDialer>()
            .AddSingleton<OpenSockets>()
            .AddSingleton<IEdgeHandler, SocketHandler>();
    }
}
