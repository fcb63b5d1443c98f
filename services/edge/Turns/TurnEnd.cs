using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Turns;

/// <summary>How a turn ended, as its client saw it.</summary>
internal sealed record TurnEnd(TurnOutcome Outcome, int Status, string? ErrorCode);
