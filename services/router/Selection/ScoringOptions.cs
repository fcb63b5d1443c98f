using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Selection;

public sealed class ScoringOptions
{
    /// <summary>How much used quota one open turn stands for, in percent.</summary>
    [Range(0, 100)]
    public double InFlightPercent { get; set; } = 2.5;

    /// <summary>Weight of the price of leaving a session's account; 0 makes sessions move for any gain.</summary>
    [Range(0, 10)]
    public double SwitchingPrice { get; set; } = 1;

    /// <summary>Share of headroom that leaving must gain even when nothing is known to be cached.</summary>
    [Range(0, 1)]
    public double ContinuityRisk { get; set; } = 0.6;

    /// <summary>Cached tokens at which half of the full cache price is asked.</summary>
    [Range(1, 10_000_000)]
    public long CacheHalfPrice { get; set; } = 20_000;

    /// <summary>Accounts a <c>bridge_ring</c> turn may choose from when the Pool does not say.</summary>
    [Range(1, 16)]
    public int RingSize { get; set; } = 3;
}
