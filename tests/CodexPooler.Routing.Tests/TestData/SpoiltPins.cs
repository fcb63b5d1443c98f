using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>A store that gives the first write up by itself, as one whose own time is over; it takes the others.</summary>
internal sealed class SpoiltPins : IPinStore
{
    private int _writes;
    private int _saved;

    public int Saved => Volatile.Read(ref _saved);

    public Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken) => Task.FromResult<PinFact?>(null);

    public Task<IReadOnlyCollection<PinFact>> SaveAsync(
        IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _writes) == 1)
            throw new TaskCanceledException("the store took too long");
        Interlocked.Add(ref _saved, pins.Count);
        return Task.FromResult<IReadOnlyCollection<PinFact>>([]);
    }
}
