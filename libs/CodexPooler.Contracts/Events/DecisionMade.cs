namespace CodexPooler.Contracts.Events;

/// <summary>
/// Why the router chose as it did, for one attempt of one turn. Published by the router for a share of the turns.
/// </summary>
public sealed record DecisionMade
{
    public required Guid TurnId { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string PoolId { get; init; }

    public required string PolicyVersion { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Null when the turn was refused.</summary>
    public string? WinnerAccountId { get; init; }

    /// <summary>Why the winner won, or the refusal's code.</summary>
    public required string Because { get; init; }

    /// <summary>The decision in a sentence for an operator.</summary>
    public string Words { get; init; } = "";

    public IReadOnlyList<DecisionCandidate> Candidates { get; init; } = [];
}
