namespace CodexPooler.Contracts.Events;

/// <summary>The durable queues publishers bind and services consume.</summary>
public static class Queues
{
    /// <summary><see cref="TurnSettled"/>, read by accounting.</summary>
    public const string LedgerTurns = "ledger-turns";

    /// <summary><see cref="DecisionMade"/>, read by accounting.</summary>
    public const string LedgerDecisions = "ledger-decisions";
}
