namespace CodexPooler.Contracts.Events;

/// <summary>One account the router considered.</summary>
public sealed record DecisionCandidate
{
    public required string AccountId { get; init; }

    /// <summary>Why it could not serve; null when it could.</summary>
    public string? Exclusion { get; init; }

    public double Score { get; init; }

    /// <summary>The parts of the score by name, for example <c>strategy</c>, <c>locality</c>, <c>pressure</c>.</summary>
    public IReadOnlyDictionary<string, double> Terms { get; init; } = new Dictionary<string, double>();

    public int InFlight { get; init; }

    public double? HeadroomPercent { get; init; }
}
