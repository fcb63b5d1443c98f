using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Publishes over a bus of its own, which it gives up for a new one whenever a batch is not confirmed in time: a publish that was
/// under way when the broker died can hang for ever (rabbitmq-dotnet-client issue 1930), and everything published after it too.
/// </summary>
internal sealed class RabbitMqPublisher(
    BusRoutes routes,
    IServiceProvider services,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger<RabbitMqPublisher> log) : IEventPublisher, IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly ConcurrentDictionary<Task, bool> _givenUp = new();
    private IBusControl? _bus;
    private int _failuresInARow;

    // A new connection needs time too: on a broker that has just come back, one impatience after the other would never end.
    private TimeSpan Patience => options.Value.ConfirmTimeout * (1 << Math.Min(3, Volatile.Read(ref _failuresInARow)));

    public async Task PublishAsync<TMessage>(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        var bus = await BusAsync(cancellationToken);
        try
        {
            // Never the caller's token: cancelling a publish upsets the client's count of confirms (issue 1900).
            await bus.PublishBatch(messages, CancellationToken.None).WaitAsync(Patience, time, cancellationToken);
            Volatile.Write(ref _failuresInARow, 0);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            GiveUp(bus, failure);
            throw new PublishUnconfirmedException(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _bus, null) is { } bus) await StopAsync(bus);
        await Task.WhenAll(_givenUp.Keys);
        _starting.Dispose();
    }

    private async Task<IBusControl> BusAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _bus) is { } running) return running;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            return _bus ??= await StartAsync(cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<IBusControl> StartAsync(CancellationToken cancellationToken)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.ConnectTo(options.Value);
            foreach (var route in routes.All.OfType<IPublishRoute>()) route.Configure(rabbit, services, options.Value);
        });
        try
        {
            await bus.StartAsync(CancellationToken.None).WaitAsync(StartTimeout, time, cancellationToken);
            return bus;
        }
        catch (Exception failure)
        {
            GiveUp(bus, failure);
            if (cancellationToken.IsCancellationRequested) throw;
            throw new PublishUnconfirmedException(failure);
        }
    }

    private void GiveUp(IBusControl bus, Exception failure)
    {
        if (Interlocked.CompareExchange(ref _bus, null, bus) == bus) Interlocked.Increment(ref _failuresInARow);
        log.PublisherGivenUp(failure.Message);
        var stopping = StopAsync(bus);
        _givenUp.TryAdd(stopping, true);
        _ = stopping.ContinueWith(done => _givenUp.TryRemove(done, out _), TaskScheduler.Default);
    }

    private static async Task StopAsync(IBusControl bus)
    {
        try
        {
            await bus.StopAsync(CancellationToken.None).WaitAsync(StopTimeout);
        }
        catch (Exception)
        {
            // It hangs or has never started; either way nobody uses it any more.
        }
    }
}
