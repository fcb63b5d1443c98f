namespace CodexPooler.Accounting.Exports;

/// <summary>A day's charge of one Pool, key, project, account and price line, as the database adds it up.</summary>
internal sealed class FocusCharge
{
    public const string Sql = """
        SELECT t.settled_at - t.settled_at % 86400000 AS Day, t.pool_id PoolId, t.key_id KeyId, t.project Project,
            t.account_id AccountId,
            t.model Model, t.tier Tier, e.price_line PriceLine, e.pricing PricingNumber,
            CASE WHEN e.number = 1 THEN 0 ELSE 1 END IsCorrection,
            CAST(SUM(CASE WHEN e.number = 1 THEN t.input + t.output ELSE 0 END) AS BIGINT) Tokens,
            CAST(SUM(CASE WHEN e.number = 1 THEN 1 ELSE 0 END) AS BIGINT) Turns, CAST(SUM(e.cost_micros) AS BIGINT) Micros
        FROM exported_entries x
        JOIN entries e ON e.turn_id = x.turn_id AND e.number = x.number
        JOIN turns t ON t.turn_id = x.turn_id
        WHERE x.export_id = @export
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
        """;

    public long Day { get; init; }

    public string PoolId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string? Project { get; init; }

    public string? AccountId { get; init; }

    public string Model { get; init; } = "";

    public string Tier { get; init; } = "";

    public string? PriceLine { get; init; }

    public long PricingNumber { get; init; }

    public long IsCorrection { get; init; }

    public long Tokens { get; init; }

    public long Turns { get; init; }

    public long Micros { get; init; }
}
