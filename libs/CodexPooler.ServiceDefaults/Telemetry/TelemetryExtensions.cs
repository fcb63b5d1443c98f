using CodexPooler.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddSingleton<PrometheusExporter>();
        builder.Services.AddSingleton<Telemetry>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Telemetry>());
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", (PrometheusExporter exporter) => TypedResults.Text(
            exporter.Scrape(), "text/plain; version=0.0.4; charset=utf-8"));
}
