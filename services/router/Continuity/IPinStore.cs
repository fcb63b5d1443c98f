using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>
/// Where pins outlive a router. Several routers write to it: of two pins for one thing the one stands that stands everywhere, by
/// <see cref="Facts.FactOrder"/>, whichever was written last.
/// </summary>
internal interface IPinStore
{
    Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken);

    /// <returns>What others wrote that stands in place of some of these.</returns>
    Task<IReadOnlyCollection<PinFact>> SaveAsync(IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken);
}
