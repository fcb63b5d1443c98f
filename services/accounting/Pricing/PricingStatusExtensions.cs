namespace CodexPooler.Accounting.Pricing;

internal static class PricingStatusExtensions
{
    /// <summary>Whether the turn used something its cost leaves out.</summary>
    public static bool LeavesOut(this PricingStatus status) => status is not (PricingStatus.Priced or PricingStatus.NothingUsed);

    /// <summary>Whether there is a cost to show; without one a turn is unpriced, not free.</summary>
    public static bool HasCost(this PricingStatus status) => status is PricingStatus.Priced or PricingStatus.UnpricedQuantity;
}
