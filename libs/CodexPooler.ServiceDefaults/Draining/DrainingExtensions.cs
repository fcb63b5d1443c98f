using CodexPooler.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Draining;

public static class DrainingExtensions
{
    // Time for the host to close connections and stop its services once the drain is over.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    /// <summary>What makes a host leave in order; a part of every service's defaults.</summary>
    public static IHostApplicationBuilder AddDraining(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<DrainOptions>(DrainOptions.Section);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IDrain>(services => services.GetRequiredService<Drain>());
        builder.Services.AddHostedService<DrainSequence>();
        var drain = builder.ReadSettings<DrainOptions>(DrainOptions.Section);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.Delay + drain.Timeout + StopMargin);
        return builder;
    }

    /// <summary>Counts requests, so that a leaving host waits for them.</summary>
    public static IApplicationBuilder UseDraining(this IApplicationBuilder app) => app.UseMiddleware<InFlightMiddleware>();
}
