using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Pricing;

/// <summary>A turn of the ledger with its present price, as re-pricing reads it.</summary>
internal sealed class PricedRow
{
    public Guid TurnId { get; init; }

    public long SettledAt { get; init; }

    public string PoolId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string? PersonId { get; init; }

    public string? AccountId { get; init; }

    public string Model { get; init; } = "";

    public string? Effort { get; init; }

    public string Tier { get; init; } = "";

    public string Client { get; init; } = "";

    public string? Project { get; init; }

    public long Attempts { get; init; }

    public long UsageKnown { get; init; }

    public long Input { get; init; }

    public long CachedInput { get; init; }

    public long CacheWrite { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public string? Unpriced { get; init; }

    public long Number { get; init; }

    public long CostMicros { get; init; }

    public long Pricing { get; init; }

    public string? PriceLine { get; init; }

    public TokenUsage? Usage => UsageKnown == 0 ? null : new TokenUsage(Input, CachedInput, CacheWrite, Output, Reasoning);

    public static string Sql(string filter, string forUpdate) => $"""
        SELECT t.turn_id TurnId, t.settled_at SettledAt, t.pool_id PoolId, t.key_id KeyId, t.person_id PersonId,
            t.account_id AccountId,
            t.model Model, t.effort Effort, t.tier Tier, t.client Client, t.project Project, t.attempts Attempts,
            t.usage_known UsageKnown, t.input Input, t.cached_input CachedInput, t.cache_write CacheWrite, t.output Output,
            t.reasoning Reasoning, t.unpriced Unpriced,
            (SELECT MAX(e.number) FROM entries e WHERE e.turn_id = t.turn_id) Number,
            (SELECT CAST(SUM(e.cost_micros) AS BIGINT) FROM entries e WHERE e.turn_id = t.turn_id) CostMicros,
            (SELECT e.pricing FROM entries e WHERE e.turn_id = t.turn_id ORDER BY e.number DESC LIMIT 1) Pricing,
            (SELECT e.price_line FROM entries e WHERE e.turn_id = t.turn_id ORDER BY e.number DESC LIMIT 1) PriceLine
        FROM turns t
        WHERE t.settled_at >= @From AND t.settled_at < @To AND t.turn_id > @After {filter}
        ORDER BY t.turn_id LIMIT @limit{forUpdate}
        """;

    public RollupTurn ToRollup(RollupCounts counts) =>
        new(SettledAt, PoolId, KeyId, PersonId, AccountId, Model, Effort, Tier, Client, Project, counts);
}
