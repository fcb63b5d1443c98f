using CodexPooler.Edge.Models;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Signposts;

/// <summary>What the edge answers from its own memory.</summary>
internal static class SignpostModule
{
    public static IServiceCollection AddSignposts(this IServiceCollection services) => services
        .AddSingleton<ModelCatalogue>()
        .AddSingleton<ModelsEtag>()
        .AddSingleton<QuotaHolder>()
        .AddSingleton<IEdgeHandler, ModelsHandler>()
        .AddSingleton<IEdgeHandler, UsageHandler>()
        .AddSingleton<IEdgeHandler, ReachabilityHandler>()
        .AddSingleton<IEdgeHandler, UnsupportedHandler>()
        .AddSingleton<IEdgeHandler, AnalyticsHandler>()
        .AddSingleton<IEdgeHandler, AccountsCheckHandler>();
}
