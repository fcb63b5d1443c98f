namespace CodexPooler.Accounting.Pricing;

/// <summary>The rates of a model at a tier from one day on.</summary>
internal sealed record DatedRates
{
    /// <summary>The first UTC day these rates hold; absent for "since ever".</summary>
    public DateOnly? From { get; init; }

    public required Rates Short { get; init; }

    /// <summary>
    /// Rates of a turn with more input than <see cref="ModelPrices.LongContextAbove"/>; absent where there is no such price.
    /// </summary>
    public Rates? Long { get; init; }
}
