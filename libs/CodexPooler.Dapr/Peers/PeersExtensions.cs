using CodexPooler.ServiceDefaults.Settings;
using Dapr.Client;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dapr.Peers;

public static class PeersExtensions
{
    /// <summary>
    /// Registers, under the name of each service called, the keyed <see cref="CallInvoker"/> that reaches it: through the sidecar
    /// or directly. A host that holds the services itself registers its own first.
    /// </summary>
    public static IHostApplicationBuilder AddPeers(this IHostApplicationBuilder builder)
    {
        var peers = builder.ReadSettings<PeerOptions>(PeerOptions.Section);
        var sidecar = builder.ReadSettings<SidecarOptions>(SidecarOptions.Section).IsUsed;
        if (sidecar) builder.Services.AddDaprInvocation();
        builder.AddPeer(sidecar, "accounts", peers.Accounts);
        builder.AddPeer(sidecar, "router", peers.Router);
        builder.AddPeer(sidecar, "accounting", peers.Accounting);
        return builder;
    }

    private static void AddPeer(this IHostApplicationBuilder builder, bool sidecar, string name, Uri address)
    {
        if (sidecar)
        {
            builder.Services.TryAddKeyedSingleton(name, (services, _) =>
                services.GetRequiredService<DaprInvocationChannel>().CreateInvoker(name));
            return;
        }

        // The channel is kept by the container so that it is closed with it.
        builder.Services.TryAddKeyedSingleton(name, (_, _) => GrpcChannel.ForAddress(address));
        builder.Services.TryAddKeyedSingleton(name, (services, _) =>
            services.GetRequiredKeyedService<GrpcChannel>(name).CreateCallInvoker());
    }
}
