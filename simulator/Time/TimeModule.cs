using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Time;

internal static class TimeModule
{
    // Not registered as TimeProvider: the application that hosts the simulator may have one of its own.
    public static IServiceCollection AddSimulatedTime(this IServiceCollection services) => services.AddStateful<SimulatorClock>();
}
