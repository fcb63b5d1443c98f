using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.Continuity;

/// <summary>
/// Writes pins behind the turns that made them. While the store is away the latest of each pin waits, up to a bound; a turn never
/// waits for it.
/// </summary>
internal sealed class PinWriter(
    IPinStore store, IServiceProvider services, RoutingOptions options, TimeProvider time, ILogger<PinWriter> logger)
    : BackgroundService, IFactOutbox
{
    private const int WaitingAtMost = 100_000;
    private const int Together = 500;
    private static readonly TimeSpan LastWriteAtMost = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<PinKey, PinFact> _waiting = [];

    public bool Takes(Fact.KindOneofCase kind) => kind == Fact.KindOneofCase.Pin;

    public void Add(Fact fact)
    {
        if (fact.KindCase != Fact.KindOneofCase.Pin)
            return;
        lock (_gate)
        {
            if (_waiting.Count < WaitingAtMost || _waiting.ContainsKey(PinKey.Of(fact.Pin)))
                _waiting[PinKey.Of(fact.Pin)] = fact.Pin;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Pins.WriteBehind, time);
        try
        {
            await OpenAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(LastWriteAtMost, time);
            await WriteAsync(patience.Token);
        }
    }

    // The way to the store is made now, so that the first turn after a start does not spend its patience on it.
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.FindAsync(default, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.PinsNotRead(logger, exception.Message);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (Take() is { Count: > 0 } pins)
        {
            try
            {
                var stronger = await store.SaveAsync(pins, cancellationToken);
                // Another router knew better, and the broker may be away. Asked for here: the core is built with this as a part.
                if (stronger.Count > 0)
                    services.GetRequiredService<RouterCore>().Hear([.. stronger.Select(pin => new Fact { Pin = pin })]);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                PutBack(pins);
                Log.PinsNotWritten(logger, pins.Count, exception.Message);
                return;
            }
        }
    }

    private List<PinFact> Take()
    {
        lock (_gate)
        {
            var pins = _waiting.Values.Take(Together).ToList();
            foreach (var pin in pins)
                _waiting.Remove(PinKey.Of(pin));
            return pins;
        }
    }

    private void PutBack(List<PinFact> pins)
    {
        lock (_gate)
        {
            foreach (var pin in pins)
                _waiting.TryAdd(PinKey.Of(pin), pin);
        }
    }
}
