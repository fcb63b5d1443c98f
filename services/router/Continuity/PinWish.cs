using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>A pin on its way into the state store.</summary>
internal sealed class PinWish(PinFact pin)
{
    public PinFact Pin => pin;

    /// <summary>Of what was there when it was looked at: empty when nothing was, null before the first look.</summary>
    public string? ETag { get; set; }
}
