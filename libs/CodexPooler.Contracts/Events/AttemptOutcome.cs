namespace CodexPooler.Contracts.Events;

/// <summary>How one try of a turn ended.</summary>
public enum AttemptOutcome
{
    Served = 1,

    /// <summary>Failed before the first visible byte; the turn went to another account or the same one again.</summary>
    MovedOn = 2,

    Failed = 3,

    Interrupted = 4,
}
