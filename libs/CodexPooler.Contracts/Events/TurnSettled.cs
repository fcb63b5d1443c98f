namespace CodexPooler.Contracts.Events;

/// <summary>
/// One turn is over. Published once by the edge that relayed it, delivered at least once, counted once by <see cref="TurnId"/>.
/// It says what a turn was and cost, never what it was about.
/// </summary>
public sealed record TurnSettled
{
    /// <summary>A version 7 UUID made when the turn was accepted; the ledger is partitioned by the time inside it.</summary>
    public required Guid TurnId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Decides the hour, the day and the billing period the turn belongs to.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    public required string PoolId { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Whose turns these are, when the key has an owner.</summary>
    public string? PersonId { get; init; }

    /// <summary>The account that served the turn, or the last one tried; null when none was.</summary>
    public string? AccountId { get; init; }

    public required string ModelRequested { get; init; }

    /// <summary>The model the upstream said it served; prices follow it.</summary>
    public string? ModelServed { get; init; }

    public string? EffortRequested { get; init; }

    public string? EffortServed { get; init; }

    public string? TierRequested { get; init; }

    /// <summary>
    /// The service tier of the actual response; prices follow it, and the requested one only where this is absent.
    /// </summary>
    public string? TierServed { get; init; }

    /// <summary><c>http</c>, <c>sse</c> or <c>websocket</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>The route's name in the edge's table, for example <c>backend.responses</c>.</summary>
    public required string Route { get; init; }

    /// <summary>
    /// The kind of client, for example <c>codex_cli</c>, <c>opencode</c>, <c>openai_sdk</c>; never a full user agent.
    /// </summary>
    public string ClientFamily { get; init; } = "other";

    /// <summary>What the turn is charged to (a project, repository or branch), by tag or keyed hash.</summary>
    public string? ProjectTag { get; init; }

    public required TurnOutcome Outcome { get; init; }

    /// <summary>The HTTP status the client saw; 0 where there was none.</summary>
    public int HttpStatus { get; init; }

    /// <summary>The code of the error catalogue; null on success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Null when the upstream did not say: unknown usage is never counted as zero.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Things seen that no token price covers, for example images or audio seconds.</summary>
    public IReadOnlyList<UnpricedQuantity> Unpriced { get; init; } = [];

    public TurnTimings Timings { get; init; } = TurnTimings.Unknown;

    /// <summary>In the order they were made; empty for a refused turn.</summary>
    public IReadOnlyList<TurnAttemptRecord> Attempts { get; init; } = [];

    /// <summary>What the turn's responses said about the accounts' limits.</summary>
    public IReadOnlyList<QuotaObserved> Quota { get; init; } = [];
}
