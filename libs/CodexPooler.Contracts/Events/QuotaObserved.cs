namespace CodexPooler.Contracts.Events;

/// <summary>
/// What the upstream said about one limit of one account. Evidence, not state: newest wins by credential generation, then time.
/// Travels inside <see cref="TurnSettled"/> and, once the ledger has it, on its own to routers and accounts.
/// </summary>
public sealed record QuotaObserved
{
    public required string AccountId { get; init; }

    /// <summary><c>account</c>, or the limit's own name for a model-specific one.</summary>
    public required string Limit { get; init; }

    /// <summary>Windows are told apart by their duration, never by the slot they arrived in.</summary>
    public required int WindowMinutes { get; init; }

    public required double UsedPercent { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary><c>stream_event</c>, <c>headers</c>, <c>error_body</c> or <c>usage_api</c>.</summary>
    public required string Source { get; init; }

    /// <summary>An answer to an older credential says nothing about the present one.</summary>
    public required long CredentialGeneration { get; init; }

    /// <summary>Models the limit applies to; empty for all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}
