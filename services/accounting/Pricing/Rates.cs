namespace CodexPooler.Accounting.Pricing;

/// <summary>Dollars per million tokens, which is the same number as micro-dollars per token.</summary>
internal sealed record Rates
{
    public required decimal Input { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public required decimal Output { get; init; }

    /// <summary>Reasoning is billed as output where no rate of its own is published.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Dollars a request, beside the tokens.</summary>
    public decimal PerRequest { get; init; }
}
