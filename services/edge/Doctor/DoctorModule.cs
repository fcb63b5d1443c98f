using CodexPooler.Edge.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Doctor;

internal static class DoctorModule
{
    public static IServiceCollection AddDoctor(this IServiceCollection services) => services
        .AddSingleton<ClientProbes>()
        .AddSingleton<PublicAddress>()
        .AddSingleton<OperatorProbes>()
        .AddSingleton<IEdgeHandler, DoctorHandler>();
}
