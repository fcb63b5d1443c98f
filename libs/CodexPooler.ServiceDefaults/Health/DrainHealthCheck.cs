using CodexPooler.ServiceDefaults.Draining;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Health;

/// <summary>Not ready before everything has started, and never again once the service is leaving.</summary>
internal sealed class DrainHealthCheck(IDrain drain, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            drain.Draining.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("leaving")
                : lifetime.ApplicationStarted.IsCancellationRequested
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy("starting"));
}
