using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CodexPooler.Routing.Directory;

/// <summary>A router that has never heard the directory can only refuse, so it is not ready.</summary>
internal sealed class DirectoryHealthCheck(RouterCore core) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(core.HasDirectory
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The directory has not been heard from accounts yet."));
}
