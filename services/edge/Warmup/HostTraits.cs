using CodexPooler.Edge.Listening;
using Dapr.Client;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Warmup;

/// <summary>What makes the host's turns run through other code than another host's.</summary>
/// <param name="IsDataPlane">Turns run on the threads of the sockets.</param>
/// <param name="CallsRouterOverGrpc">The router is another process.</param>
internal sealed record HostTraits(bool IsDataPlane, bool CallsRouterOverGrpc)
{
    public static HostTraits Of(IServiceProvider host) => new(
        host.GetService<IMemoryPoolFactory<byte>>() is RelayBlocks,
        host.GetService<DaprInvocationChannel>() is not null
            || host.GetKeyedService<GrpcChannel>(EdgeModule.RouterApp) is not null);
}
