using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.ServiceDefaults.Draining;

/// <summary>
/// Readiness goes false, then load balancers get time to notice, then work in flight gets time to finish. All of it happens in
/// <see cref="StoppingAsync"/>, before any hosted service (the web server among them) is stopped.
/// </summary>
internal sealed class DrainSequence(Drain drain, IOptions<DrainOptions> options, TimeProvider time, ILogger<DrainSequence> log)
    : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        log.Draining(drain.InFlight, settings.Delay, settings.Timeout);
        await drain.BeginAsync();
        using var limit = new CancellationTokenSource(settings.Delay + settings.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await Task.Delay(settings.Delay, time, stop.Token);
            await drain.WaitIdleAsync(stop.Token);
            log.Drained();
        }
        catch (OperationCanceledException)
        {
            log.DrainCutShort(drain.InFlight);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
