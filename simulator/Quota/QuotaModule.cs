using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Quota;

internal static class QuotaModule
{
    public static IServiceCollection AddQuota(this IServiceCollection services) => services.AddStateful<QuotaBooks>();
}
