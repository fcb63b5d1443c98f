using CodexPooler.ServiceDefaults.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;

namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Finds out before the bus starts whether the broker takes us: the bus itself would try forever and say
/// nothing an operator can act on.
/// </summary>
internal sealed class BrokerPreflight(IOptions<MessagingOptions> options, TimeProvider time, ILogger<BrokerPreflight> log)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly MessagingOptions _options = options.Value;

    private string Address => _options.Broker!.GetLeftPart(UriPartial.Path);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await BrokerProbe.ConnectAsync(_options, "codex-pooler preflight", cancellationToken);
                return;
            }
            catch (BrokerUnreachableException failure)
            {
                if (Refusal(failure) is { } refused) throw refused;
                if (time.GetElapsedTime(started) >= _options.StartTimeout) throw Absent(failure);
                if (attempt == 1) log.WaitingForBroker(Address);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private StartupException? Refusal(BrokerUnreachableException failure)
    {
        var inner = failure.InnerException ?? failure;
        var causes = inner is AggregateException several ? several.Flatten().InnerExceptions : [inner];
        if (causes.OfType<PossibleAuthenticationFailureException>().FirstOrDefault() is { } credentials)
        {
            return new(
                new($"the broker at {Address} refuses user '{_options.Username}'", "Messaging:Username, Messaging:Password",
                    "Set CODEX_POOLER__Messaging__Username and CODEX_POOLER__Messaging__Password to a user it knows"),
                credentials);
        }

        return causes.OfType<OperationInterruptedException>().FirstOrDefault() is { } host
            ? new(new($"the broker at {Address} refuses the virtual host", "Messaging:Broker",
                "Create the virtual host or name another in CODEX_POOLER__Messaging__Broker"), host)
            : null;
    }

    private StartupException Absent(BrokerUnreachableException failure) => new(
        new($"no RabbitMQ broker answers at {Address}", "Messaging:Broker",
            "Start the broker or set CODEX_POOLER__Messaging__Broker to where it is"), failure);
}
