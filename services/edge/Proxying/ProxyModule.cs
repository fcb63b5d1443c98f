using CodexPooler.Edge.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Proxying;

internal static class ProxyModule
{
    public static IServiceCollection AddProxying(this IServiceCollection services) => services
        .AddSingleton<ProxyAttempt>()
        .AddSingleton<ProxyRun>()
        .AddSingleton<IEdgeHandler, ProxyHandler>();
}
