namespace CodexPooler.Data;

/// <summary>
/// The connection was lost between sending COMMIT and its answer: the transaction may or may not have happened.
/// Repeating is safe only for a write that recognises its own earlier self.
/// </summary>
public sealed class CommitOutcomeUnknownException(Exception inner)
    : Exception("The database connection was lost while committing; the outcome of the transaction is unknown.", inner);
