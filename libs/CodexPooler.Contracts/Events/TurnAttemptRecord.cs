namespace CodexPooler.Contracts.Events;

/// <summary>One try of a turn on one account.</summary>
public sealed record TurnAttemptRecord
{
    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int DurationMs { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>0 where no response came.</summary>
    public int UpstreamStatus { get; init; }

    /// <summary>
    /// The kind of fault, for example <c>overloaded</c>, <c>quota</c>, <c>timeout_headers</c>; null on success.
    /// </summary>
    public string? Fault { get; init; }
}
