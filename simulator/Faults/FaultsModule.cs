using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Faults;

internal static class FaultsModule
{
    public static IServiceCollection AddFaults(this IServiceCollection services) => services.AddStateful<FaultScript>();
}
