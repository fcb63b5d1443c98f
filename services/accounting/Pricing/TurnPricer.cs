using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Pricing;

/// <summary>Prices turns by one price book. Pure: the same turn always gets the same price.</summary>
internal sealed class TurnPricer(PriceBook book)
{
    private readonly ModelNames _names = new(book);

    public string Version => book.Version;

    public Price Price(
        string model, string tier, DateTimeOffset settledAt, bool reachedAnAccount, TokenUsage? usage, bool usedMore)
    {
        if (usage is null)
            return Without(reachedAnAccount || usedMore ? PricingStatus.UsageUnknown : PricingStatus.NothingUsed);
        if (_names.Find(model) is not { } found) return Without(PricingStatus.UnpricedModel);
        if (!found.Prices.Tiers.TryGetValue(tier, out var dated)) return Without(PricingStatus.UnpricedTier);
        var day = DateOnly.FromDateTime(settledAt.UtcDateTime);
        if (dated.LastOrDefault(rates => rates.From is null || rates.From <= day) is not { } current)
            return Without(PricingStatus.UnpricedTier);
        var isLong = usage.Input > (found.Prices.LongContextAbove ?? book.LongContextAbove) && current.Long is not null;
        var line = $"{found.Model}/{tier}/{(isLong ? "long" : "short")}{(found.Inferred ? " (inferred)" : "")}";
        return Cost(usage, isLong ? current.Long! : current.Short) is { } micros
            ? new Price(usedMore ? PricingStatus.UnpricedQuantity : PricingStatus.Priced, micros, line)
            : Without(PricingStatus.UnpricedRate);
    }

    /// <summary>Rounded once, at the end: entries are whole micro-dollars, and every total is a sum of entries.</summary>
    private static long? Cost(TokenUsage usage, Rates rates)
    {
        if ((usage.CachedInput > 0 && rates.CachedInput is null) || (usage.CacheWrite > 0 && rates.CacheWrite is null))
            return null;
        var cost = (usage.Input - usage.CachedInput - usage.CacheWrite) * rates.Input
            + usage.CachedInput * (rates.CachedInput ?? 0)
            + usage.CacheWrite * (rates.CacheWrite ?? 0)
            + (usage.Output - usage.Reasoning) * rates.Output
            + usage.Reasoning * (rates.Reasoning ?? rates.Output)
            + rates.PerRequest * 1_000_000;
        return (long)Math.Round(cost, MidpointRounding.ToEven);
    }

    private static Price Without(PricingStatus status) => new(status, 0, null);
}
