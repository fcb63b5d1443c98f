using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Ledger;

/// <summary>A settled turn with what the ledger makes of it.</summary>
/// <param name="Fact">What the edge told.</param>
/// <param name="Model">The model it is counted and priced under.</param>
/// <param name="Tier">The tier it is counted and priced under.</param>
/// <param name="Price">Its price by the book in force.</param>
internal sealed record LedgerTurn(TurnSettled Fact, string Model, string Tier, Price Price)
{
    public static LedgerTurn From(TurnSettled fact, TurnPricer pricer)
    {
        var model = fact.ModelServed ?? fact.ModelRequested;
        var tier = ServiceTiers.Of(fact.TierServed, fact.TierRequested);
        var price = pricer.Price(model, tier, fact.SettledAt, fact.Attempts.Count > 0, fact.Usage, fact.Unpriced.Count > 0);
        return new LedgerTurn(fact, model, tier, price);
    }

    public string? Effort => Fact.EffortServed ?? Fact.EffortRequested;

    public long SettledAt { get; } = Fact.SettledAt.ToUnixTimeMilliseconds();
}
