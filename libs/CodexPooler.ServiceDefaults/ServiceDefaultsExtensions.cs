using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.ServiceDefaults.Health;
using CodexPooler.ServiceDefaults.Logging;
using CodexPooler.ServiceDefaults.Telemetry;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults;

/// <summary>What every service has in common: health, drain, logs, telemetry.</summary>
public static class ServiceDefaultsExtensions
{
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRedactedConsole(BuildInfo.Of(serviceName));
        builder.AddTelemetry();
        builder.AddDraining();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<HealthServiceImpl>();
        builder.Services.AddHostedService<GrpcHealth>();
        builder.Services.AddHealthChecks().AddCheck<DrainHealthCheck>("process", tags: [HealthEndpoints.Ready]);
        return builder;
    }

    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseDraining();
        app.MapHealth(app.Services.GetRequiredService<BuildInfo>());
        app.MapGrpcService<HealthServiceImpl>();
        app.MapMetrics();
        return app;
    }
}
