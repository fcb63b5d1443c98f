using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.ServiceDefaults.Health;
using CodexPooler.ServiceDefaults.Logging;
using CodexPooler.ServiceDefaults.Settings;
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
    // Time for the host to close connections and stop its services once the drain is over.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRedactedConsole(BuildInfo.Of(serviceName));
        builder.AddTelemetry();
        builder.AddSettings<DrainOptions>(DrainOptions.Section);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IDrain>(services => services.GetRequiredService<Drain>());
        builder.Services.AddHostedService<DrainSequence>();
        var drain = builder.ReadSettings<DrainOptions>(DrainOptions.Section);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.Delay + drain.Timeout + StopMargin);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<HealthServiceImpl>();
        builder.Services.AddHostedService<GrpcHealth>();
        builder.Services.AddHealthChecks().AddCheck<DrainHealthCheck>("process", tags: [HealthEndpoints.Ready]);
        return builder;
    }

    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<InFlightMiddleware>();
        app.MapHealth(app.Services.GetRequiredService<BuildInfo>());
        app.MapGrpcService<HealthServiceImpl>();
        app.MapMetrics();
        return app;
    }
}
