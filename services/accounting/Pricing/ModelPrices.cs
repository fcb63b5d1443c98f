namespace CodexPooler.Accounting.Pricing;

/// <summary>What is published about one model.</summary>
internal sealed record ModelPrices
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Input tokens up to which the short rates hold.</summary>
    public long? LongContextAbove { get; init; }

    /// <summary>By tier: <c>standard</c>, <c>flex</c>, <c>priority</c>, <c>batch</c>; oldest rates first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<DatedRates>> Tiers { get; init; }

    /// <summary>Where the numbers come from and when they were read.</summary>
    public required string Source { get; init; }
}
