using CodexPooler.Accounting.Pricing;

namespace CodexPooler.Accounting.Ledger;

/// <summary>One line of the ledger: entry 1 settles the turn, each later one carries the difference a correction makes.</summary>
internal sealed record LedgerEntry(
    Guid TurnId, int Number, long PostedAt, long SettledAt, PricingStatus Pricing, long CostMicros, string BookVersion,
    string? PriceLine);
