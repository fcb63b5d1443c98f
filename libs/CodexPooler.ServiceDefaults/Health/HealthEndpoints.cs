using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CodexPooler.ServiceDefaults.Health;

internal static class HealthEndpoints
{
    public const string Ready = "ready";

    public static bool Owns(PathString path) =>
        path.StartsWithSegments("/healthz") || path == "/metrics" || path.StartsWithSegments("/grpc.health.v1.Health");

    public static bool IsForReadiness(HealthCheckRegistration check) => check.Tags.Contains(Ready);

    public static void MapHealth(this IEndpointRouteBuilder endpoints, BuildInfo build)
    {
        // Alive as long as it answers: a dependency that is down must not make an orchestrator restart the service.
        var alive = new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync };
        endpoints.MapHealthChecks("/healthz", alive);
        endpoints.MapHealthChecks("/healthz/live", alive);
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = IsForReadiness,
            ResponseWriter = WriteReadinessAsync,
        });
        endpoints.MapGet("/healthz/info", () => TypedResults.Json(build, Naming));
    }

    private static readonly JsonSerializerOptions Naming = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static Task WriteReadinessAsync(HttpContext context, HealthReport report)
    {
        context.RequestServices.GetRequiredService<ReadinessLog>().Note(report);
        return WriteAsync(context, report);
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthAnswer(
            report.Status == HealthStatus.Unhealthy ? "unavailable" : "ok",
            report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                .ToDictionary(entry => entry.Key, entry => Secrets.Redaction.Scrub(entry.Value.Description ?? "failing"))),
        Naming,
        context.RequestAborted);
}
