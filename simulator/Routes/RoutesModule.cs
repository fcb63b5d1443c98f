namespace CodexPooler.Simulator.Routes;

internal static class RoutesModule
{
    public static IServiceCollection AddRoutes(this IServiceCollection services) => services.AddSingleton<BearerGate>();
}
