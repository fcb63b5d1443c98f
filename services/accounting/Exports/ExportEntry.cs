namespace CodexPooler.Accounting.Exports;

/// <summary>One ledger entry as it is exported. The order of the properties is the order of the CSV's columns.</summary>
internal sealed class ExportEntry
{
    // Tokens and turns stand on the settlement; a correction changes money only, so every column adds up.
    public const string Sql = """
        SELECT t.turn_id TurnId, e.number Entry, CASE WHEN e.number = 1 THEN 'settlement' ELSE 'correction' END Kind,
            e.posted_at PostedAtMs, t.settled_at SettledAtMs, t.pool_id PoolId, t.key_id KeyId, t.person_id PersonId,
            t.account_id AccountId, t.project Project, t.client Client, t.model Model, t.effort Effort, t.tier Tier,
            t.outcome OutcomeNumber, CASE WHEN e.number = 1 THEN 1 ELSE 0 END Turns,
            CASE WHEN e.number = 1 THEN t.input ELSE 0 END InputTokens,
            CASE WHEN e.number = 1 THEN t.cached_input ELSE 0 END CachedInputTokens,
            CASE WHEN e.number = 1 THEN t.cache_write ELSE 0 END CacheWriteTokens,
            CASE WHEN e.number = 1 THEN t.output ELSE 0 END OutputTokens,
            CASE WHEN e.number = 1 THEN t.reasoning ELSE 0 END ReasoningTokens,
            e.pricing PricingNumber, e.cost_micros Micros, e.book_version PriceBook, e.price_line PriceLine
        FROM exported_entries x
        JOIN entries e ON e.turn_id = x.turn_id AND e.number = x.number
        JOIN turns t ON t.turn_id = x.turn_id
        WHERE x.export_id = @export ORDER BY x.turn_id, x.number
        """;

    public Guid TurnId { get; init; }

    public long Entry { get; init; }

    public string Kind { get; init; } = "";

    public long PostedAtMs { get; init; }

    public long SettledAtMs { get; init; }

    public string PoolId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string? PersonId { get; init; }

    public string? AccountId { get; init; }

    public string? Project { get; init; }

    public string Client { get; init; } = "";

    public string Model { get; init; } = "";

    public string? Effort { get; init; }

    public string Tier { get; init; } = "";

    public long OutcomeNumber { get; init; }

    public long Turns { get; init; }

    public long InputTokens { get; init; }

    public long CachedInputTokens { get; init; }

    public long CacheWriteTokens { get; init; }

    public long OutputTokens { get; init; }

    public long ReasoningTokens { get; init; }

    public long PricingNumber { get; init; }

    public long Micros { get; init; }

    public string PriceBook { get; init; } = "";

    public string? PriceLine { get; init; }
}
