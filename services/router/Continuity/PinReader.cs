using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>
/// Looks up in the store what memory does not know, before the turn is decided. Bounded: a slow store costs a turn its patience
/// once, then is left alone for a while.
/// </summary>
internal sealed class PinReader(
    IPinStore store, RouterCore core, RoutingOptions options, TimeProvider time, ILogger<PinReader> logger)
{
    private const int SealedItemsAsked = 4;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    private long _restUntil;

    public ValueTask ReadThroughAsync(SelectRequest request, CancellationToken cancellationToken)
    {
        var missing = default(List<ContinuityKey>);
        var sealedItems = 0;
        for (var i = request.Continuity.Count - 1; i >= 0; i--)
        {
            // A long conversation carries many; its latest tell whose it is.
            var key = request.Continuity[i];
            if (key.Kind == PinKind.EncryptedContent && ++sealedItems > SealedItemsAsked)
                continue;
            if (!core.KnowsPin(key))
                (missing ??= []).Add(key);
        }

        if (missing is null || time.GetTimestamp() < Volatile.Read(ref _restUntil))
            return ValueTask.CompletedTask;
        return new ValueTask(ReadAsync(missing, cancellationToken));
    }

    private async Task ReadAsync(List<ContinuityKey> keys, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Pins.ReadThrough, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var pins = await Task.WhenAll(keys.Select(key => store.FindAsync(PinKey.Of(key), either.Token)));
            core.Hear([.. pins.Where(pin => pin is not null).Select(pin => new Fact { Pin = pin })]);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref _restUntil, time.GetTimestamp() + (long)(RestAfterFailure.TotalSeconds * time.TimestampFrequency));
            Log.PinsNotRead(logger, exception.Message);
        }
    }
}
