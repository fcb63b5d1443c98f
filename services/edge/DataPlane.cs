using CodexPooler.Edge.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge;

/// <summary>
/// A process that only relays runs what a socket's data sets off on the thread that received it: two thread hops less for every
/// event, a half to two thirds of its cost. Nothing there may block, which is why the one-process host, with its database, does
/// without.
/// </summary>
public static class DataPlane
{
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Before the process opens its first socket: the runtime looks once.</summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null) Environment.SetEnvironmentVariable(Setting, "1");
    }

    public static bool IsPrepared => Environment.GetEnvironmentVariable(Setting) == "1";

    public static IHostApplicationBuilder AddDataPlane(this IHostApplicationBuilder builder)
    {
        // Both or neither: each alone is slower than none.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = IsPrepared);
        builder.Services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>, RelayBlocks>());
        // It makes an activity and a scope for every request, to name it in logs; turns are logged by ids of their own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }
}
