using CodexPooler.ServiceDefaults.Draining;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CodexPooler.ServiceDefaults.Health;

/// <summary>
/// <c>grpc.health.v1</c> of the whole server: the checks of the readiness probe, made when somebody asks, and every second for
/// those who watch. Leaving is told at once.
/// </summary>
internal sealed class GrpcHealth(HealthCheckService checks, ReadinessLog log, IDrain drain, TimeProvider time)
    : HealthServiceImpl, IHostedLifecycleService, IDisposable
{
    private const string WholeServer = "";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _closing = new();

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        if (request.Service != WholeServer) return await base.Check(request, context);
        return new() { Status = await LookAsync(context.CancellationToken) };
    }

    public override Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        return request.Service == WholeServer
            ? TellChangesAsync(responseStream, context.CancellationToken)
            : base.Watch(request, responseStream, context);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the drain: whoever still watches has been told, and must not keep the server from closing.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _closing.CancelAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _closing.Dispose();

    private async Task TellChangesAsync(IServerStreamWriter<HealthCheckResponse> watcher, CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, _closing.Token);
        ServingStatus? told = null;
        while (!end.IsCancellationRequested)
        {
            var status = await LookAsync(gone);
            if (status != told) await watcher.WriteAsync(new() { Status = status }, gone);
            told = status;
            await PauseAsync(end.Token);
        }
    }

    private async Task<ServingStatus> LookAsync(CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(HealthEndpoints.IsForReadiness, cancellationToken);
        log.Note(report);
        return report.Status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
    }

    private async Task PauseAsync(CancellationToken end)
    {
        var leaving = drain.Draining;
        // Once it leaves there is nothing more to tell.
        if (leaving.IsCancellationRequested) leaving = CancellationToken.None;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end, leaving);
        await Task.Delay(LookEvery, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
