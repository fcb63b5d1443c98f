namespace CodexPooler.Contracts.Events;

/// <summary>How a turn ended, as its client saw it.</summary>
public enum TurnOutcome
{
    Succeeded = 1,

    /// <summary>An error reached the client.</summary>
    Failed = 2,

    /// <summary>The client left, or the turn was cut after its first visible byte, or the edge died in it.</summary>
    Interrupted = 3,

    /// <summary>Refused before any account was asked: policy, limit, validation.</summary>
    Refused = 4,
}
