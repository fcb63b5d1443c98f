using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the actor host.</summary>
public static class ActorsServiceCollectionExtensions
{
    /// <summary>Registers the actor runtime, its actor types and <see cref="IActorProxyFactory"/>.</summary>
    public static IServiceCollection AddActors(this IServiceCollection services, Action<ActorRuntimeOptions>? configure = null)
    {
        services.AddRouting();
        services.AddLogging();
        services.AddOptions<ActorRuntimeOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Connect);
        services.TryAddSingleton<IActorProxyFactory>(provider => new ActorProxyFactory(
            provider.GetRequiredService<ActorSidecar>(),
            provider.GetRequiredService<IOptions<ActorRuntimeOptions>>().Value.JsonSerializerOptions));
        services.TryAddSingleton<ActorRuntime>();
        return services;
    }

    private static ActorSidecar Connect(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ActorRuntimeOptions>>().Value;
        var endpoints = DaprEndpoints.Resolve(provider.GetService<IConfiguration>());
        if (options.HttpEndpoint is not null)
            endpoints = endpoints with { Http = DaprEndpoints.Parse(options.HttpEndpoint, nameof(options.HttpEndpoint)) };
        if (options.DaprApiToken is not null)
            endpoints = endpoints with { ApiToken = options.DaprApiToken };
        // A call waits for its turn, so only the caller knows how long is too long.
        return new ActorSidecar(DaprClientBuilder.Connect(endpoints, Timeout.InfiniteTimeSpan));
    }
}
