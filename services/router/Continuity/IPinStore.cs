using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>Where pins outlive a router.</summary>
internal interface IPinStore
{
    Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken);

    Task SaveAsync(IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken);
}
