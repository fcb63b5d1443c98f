namespace CodexPooler.Accounting.Pricing;

/// <summary>What became of a turn's price. Stored by number: never renumber.</summary>
internal enum PricingStatus
{
    Priced = 1,
    UsageUnknown = 2,
    UnpricedModel = 3,
    UnpricedTier = 4,
    UnpricedRate = 5,

    /// <summary>The tokens are priced; something else that was used is not.</summary>
    UnpricedQuantity = 6,

    NothingUsed = 7,
}
