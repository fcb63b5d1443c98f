using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>Turns to publish, in their order, and the place behind the last record that was looked at.</summary>
/// <param name="Records">How many records were looked at, the begun ones among them.</param>
internal readonly record struct SpoolBatch(IReadOnlyList<TurnSettled> Settled, SpoolPosition Next, int Records);
