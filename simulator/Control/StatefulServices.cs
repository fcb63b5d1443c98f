namespace CodexPooler.Simulator.Control;

internal static class StatefulServices
{
    public static IServiceCollection AddStateful<T>(this IServiceCollection services)
        where T : class, IResettable =>
        services.AddSingleton<T>().AddSingleton<IResettable>(provider => provider.GetRequiredService<T>());
}
