using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Starts the bus again when its consumers do not come back although the broker has: after a broker's restart a receive endpoint
/// may stay faulted for ever (MassTransit issues 5692 and 5942).
/// </summary>
internal sealed class ConsumerWatch(
    IBusControl bus, IOptions<MessagingOptions> options, TimeProvider time, ILogger<ConsumerWatch> log) : BackgroundService
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private long? _since;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (bus.CheckHealth().Status == BusHealthStatus.Healthy || !await BrokerAnswersAsync(stoppingToken))
            {
                _since = null;
                continue;
            }

            _since ??= time.GetTimestamp();
            if (time.GetElapsedTime(_since.Value) < options.Value.ReconnectPatience) continue;
            await StartAgainAsync(stoppingToken);
            _since = null;
        }
    }

    private async Task<bool> BrokerAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BrokerProbe.ConnectAsync(options.Value, "codex-pooler consumer watch", cancellationToken);
            return true;
        }
        // However a broker fails here, it does not answer; a watch that threw would take the whole service with it.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task StartAgainAsync(CancellationToken stoppingToken)
    {
        log.ConsumersStartedAgain(options.Value.ReconnectPatience.TotalSeconds);
        try
        {
            await bus.StopAsync(stoppingToken).WaitAsync(StopTimeout, time, stoppingToken);
            await bus.StartAsync(stoppingToken).WaitAsync(StartTimeout, time, stoppingToken);
        }
        // What hangs or fails here is tried again after the same patience.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            log.ConsumersNotStarted(failure.Message);
        }
    }
}
