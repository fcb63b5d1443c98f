namespace CodexPooler.Accounting.Pricing;

/// <summary>The price of one turn: an estimate from published prices, in micro-dollars.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Micros">0 unless <paramref name="Status"/> says there is a cost.</param>
/// <param name="Line">The line of the price book that was applied; null without one.</param>
internal readonly record struct Price(PricingStatus Status, long Micros, string? Line);
