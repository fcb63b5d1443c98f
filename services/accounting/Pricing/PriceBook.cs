namespace CodexPooler.Accounting.Pricing;

/// <summary>A versioned set of published prices.</summary>
internal sealed record PriceBook
{
    public required string Version { get; init; }

    /// <summary>The only currency the ledger keeps.</summary>
    public string Currency { get; init; } = "USD";

    public long LongContextAbove { get; init; } = 272_000;

    public IReadOnlyList<string> Notes { get; init; } = [];

    public required IReadOnlyDictionary<string, ModelPrices> Models { get; init; }
}
