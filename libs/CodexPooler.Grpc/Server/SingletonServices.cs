using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.Server;

/// <summary>Which services there is one of: those are not looked up, in a scope made for it, with every call.</summary>
internal sealed class SingletonServices(IServiceCollection services)
{
    public bool Has(Type service) =>
        services.LastOrDefault(known => !known.IsKeyedService && known.ServiceType == service) is
        { Lifetime: ServiceLifetime.Singleton };
}
