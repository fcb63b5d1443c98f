namespace CodexPooler.Simulator.Ledger;

/// <summary>One request as the backend saw it. Holds nothing of what was said.</summary>
public sealed record LedgerRow
{
    public long Sequence { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Account { get; init; }

    public string Route { get; init; } = "";

    public string Transport { get; init; } = "";

    public int Status { get; init; }

    public string Outcome { get; init; } = Outcomes.Pending;

    public string? ErrorCode { get; init; }

    public string? Fault { get; init; }

    /// <summary>The client left before its answer was complete.</summary>
    public bool ClientGone { get; init; }

    public string? Model { get; init; }

    public string? ServiceTier { get; init; }

    public TokenUsage? Usage { get; init; }

    public int Events { get; init; }

    public string? ResponseId { get; init; }

    public string? PreviousResponseId { get; init; }

    public string? PromptCacheKey { get; init; }

    public string? SessionId { get; init; }

    public string? TurnState { get; init; }

    public string? Originator { get; init; }

    public string? ContentEncoding { get; init; }

    public bool Prewarm { get; init; }

    public bool Compaction { get; init; }

    public string? ConnectionId { get; init; }
}
