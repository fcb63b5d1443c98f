using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Dapr client.</summary>
public static class DaprServiceCollectionExtensions
{
    /// <summary>Registers one <see cref="DaprInvocationChannel"/> for the application's gRPC calls.</summary>
    public static IServiceCollection AddDaprInvocation(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new DaprInvocationChannel(provider.GetService<IConfiguration>()));
        return services;
    }

    /// <summary>Registers one <see cref="DaprClient"/> for the application.</summary>
    public static IServiceCollection AddDaprClient(this IServiceCollection services, Action<DaprClientBuilder>? configure = null)
    {
        services.TryAddSingleton(provider =>
        {
            var builder = new DaprClientBuilder(provider.GetService<IConfiguration>());
            if (provider.GetService<TimeProvider>() is { } time)
                builder.UseTimeProvider(time);
            configure?.Invoke(builder);
            return builder.Build();
        });
        return services;
    }
}
