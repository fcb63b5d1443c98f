using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CodexPooler.Edge.Warmup;

/// <summary>Not ready while the edge warms up, and how far it is.</summary>
internal sealed class WarmupHealthCheck(WarmupService warmup) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(warmup.IsOver
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"warming up, {warmup.Progress}"));
}
