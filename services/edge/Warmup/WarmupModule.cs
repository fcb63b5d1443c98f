using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Warmup;

internal static class WarmupModule
{
    public static void AddWarmup(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<WarmupOptions>(WarmupOptions.Section);
        if (builder.ReadSettings<WarmupOptions>(WarmupOptions.Section).Turns == 0) return;
        builder.Services
            .AddSingleton<IRehearsal, Rehearsal>()
            .AddSingleton<WarmupService>()
            .AddHostedService(provider => provider.GetRequiredService<WarmupService>())
            .AddHealthChecks().AddCheck<WarmupHealthCheck>("warm-up", tags: ["ready"]);
    }
}
