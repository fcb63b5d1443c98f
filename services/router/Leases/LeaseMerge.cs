using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Leases;

/// <summary>Two readings of one lease: the opening that stands, the latest renewal, the earliest close.</summary>
internal static class LeaseMerge
{
    /// <summary>Returns <paramref name="held"/> itself when the other reading adds nothing.</summary>
    public static LeaseFact Of(LeaseFact heard, LeaseFact held)
    {
        var opening = FactOrder.Stands(heard, held) ? heard : held;
        var expires = Math.Max(heard.ExpiresAtMs, held.ExpiresAtMs);
        var closed = Earliest(heard.ClosedAtMs, held.ClosedAtMs);
        if (ReferenceEquals(opening, held) && expires == held.ExpiresAtMs && closed == held.ClosedAtMs)
            return held;

        var merged = opening.Clone();
        merged.ExpiresAtMs = expires;
        merged.ClosedAtMs = closed;
        return merged;
    }

    private static long Earliest(long left, long right) => left == 0 ? right : right == 0 ? left : Math.Min(left, right);
}
