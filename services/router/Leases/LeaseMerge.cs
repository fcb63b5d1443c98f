using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Leases;

/// <summary>Two readings of one lease that nobody closed: the opening that stands, the latest renewal.</summary>
internal static class LeaseMerge
{
    /// <summary>Returns <paramref name="held"/> itself when the other reading adds nothing.</summary>
    public static LeaseFact Of(LeaseFact heard, LeaseFact held)
    {
        var opening = FactOrder.Stands(heard, held) ? heard : held;
        var expires = Math.Max(heard.ExpiresAtMs, held.ExpiresAtMs);
        if (ReferenceEquals(opening, held) && expires == held.ExpiresAtMs)
            return held;

        var merged = opening.Clone();
        merged.ExpiresAtMs = expires;
        return merged;
    }
}
