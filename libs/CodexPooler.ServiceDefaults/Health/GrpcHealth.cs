using CodexPooler.ServiceDefaults.Draining;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Health;

/// <summary>Keeps <c>grpc.health.v1</c> telling the same as the readiness probe about starting and leaving.</summary>
internal sealed class GrpcHealth(HealthServiceImpl health, IDrain drain) : IHostedLifecycleService, IDisposable
{
    private const string WholeServer = "";

    private CancellationTokenRegistration _leaving;

    public Task StartingAsync(CancellationToken cancellationToken) => Tell(HealthCheckResponse.Types.ServingStatus.NotServing);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _leaving = drain.Draining.Register(() => Tell(HealthCheckResponse.Types.ServingStatus.NotServing));
        return Tell(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _leaving.Dispose();

    private Task Tell(HealthCheckResponse.Types.ServingStatus status)
    {
        health.SetStatus(WholeServer, status);
        return Task.CompletedTask;
    }
}
