using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.ServiceDefaults.Health;
using CodexPooler.ServiceDefaults.Logging;
using CodexPooler.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults;

/// <summary>What every service has in common: health, drain, logs, telemetry.</summary>
public static class ServiceDefaultsExtensions
{
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRedactedConsole(BuildInfo.Of(serviceName));
        builder.AddTelemetry();
        builder.Services.AddGrpc();
        // Before the drain, which therefore comes first when the host leaves: it takes them in turn from the last.
        builder.Services.AddSingleton<GrpcHealth>().AddHostedService(provider => provider.GetRequiredService<GrpcHealth>());
        builder.AddDraining();
        builder.Services.AddSingleton<ReadinessLog>();
        builder.Logging.AddFilter(ReadinessLog.Framework, LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck<DrainHealthCheck>("process", tags: [HealthEndpoints.Ready]);
        return builder;
    }

    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseDraining();
        app.MapHealth(app.Services.GetRequiredService<BuildInfo>());
        app.MapGrpcService<GrpcHealth>();
        app.MapMetrics();
        return app;
    }
}
