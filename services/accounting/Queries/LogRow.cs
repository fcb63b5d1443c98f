namespace CodexPooler.Accounting.Queries;

/// <summary>A turn as the request log shows it.</summary>
internal sealed class LogRow
{
    public const string Columns = """
        t.turn_id TurnId, t.started_at StartedAt, t.settled_at SettledAt, t.pool_id PoolId, t.key_id KeyId, t.person_id PersonId,
        t.account_id AccountId, t.model_requested ModelRequested, t.model_served ModelServed, t.effort Effort,
        t.tier_requested TierRequested, t.tier_served TierServed, t.transport Transport, t.route Route, t.client Client,
        t.project Project, t.outcome Outcome, t.http_status HttpStatus, t.error_code ErrorCode, t.attempts Attempts,
        t.usage_known UsageKnown, t.input Input, t.cached_input CachedInput, t.cache_write CacheWrite, t.output Output,
        t.reasoning Reasoning, t.admitted_ms AdmittedMs, t.selected_ms SelectedMs, t.upstream_headers_ms UpstreamHeadersMs,
        t.first_byte_ms FirstByteMs, t.first_output_ms FirstOutputMs, t.total_ms TotalMs,
        (SELECT CAST(SUM(e.cost_micros) AS BIGINT) FROM entries e WHERE e.turn_id = t.turn_id) CostMicros,
        (SELECT e.pricing FROM entries e WHERE e.turn_id = t.turn_id ORDER BY e.number DESC LIMIT 1) Pricing
        """;

    public Guid TurnId { get; init; }

    public long StartedAt { get; init; }

    public long SettledAt { get; init; }

    public string PoolId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string? PersonId { get; init; }

    public string? AccountId { get; init; }

    public string ModelRequested { get; init; } = "";

    public string? ModelServed { get; init; }

    public string? Effort { get; init; }

    public string? TierRequested { get; init; }

    public string? TierServed { get; init; }

    public string Transport { get; init; } = "";

    public string Route { get; init; } = "";

    public string Client { get; init; } = "";

    public string? Project { get; init; }

    public long Outcome { get; init; }

    public long HttpStatus { get; init; }

    public string? ErrorCode { get; init; }

    public long Attempts { get; init; }

    public long UsageKnown { get; init; }

    public long Input { get; init; }

    public long CachedInput { get; init; }

    public long CacheWrite { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public long? AdmittedMs { get; init; }

    public long? SelectedMs { get; init; }

    public long? UpstreamHeadersMs { get; init; }

    public long? FirstByteMs { get; init; }

    public long? FirstOutputMs { get; init; }

    public long TotalMs { get; init; }

    public long CostMicros { get; init; }

    public long Pricing { get; init; }
}
