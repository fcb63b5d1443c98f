using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Gates;

/// <summary>What the evidence about an account's windows amounts to, and until when.</summary>
internal readonly record struct QuotaReading(QuotaState State, float Headroom, long ResetsAt, long RecheckAt, long NewestAt);
