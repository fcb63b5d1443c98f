namespace CodexPooler.Accounting.Queries;

/// <summary>One line of the ledger.</summary>
internal sealed class EntryRow
{
    public const string Sql = """
        SELECT number Number, posted_at PostedAt, pricing Pricing, cost_micros CostMicros, book_version BookVersion,
            price_line PriceLine
        FROM entries WHERE turn_id = @id ORDER BY number
        """;

    public long Number { get; init; }

    public long PostedAt { get; init; }

    public long Pricing { get; init; }

    public long CostMicros { get; init; }

    public string BookVersion { get; init; } = "";

    public string? PriceLine { get; init; }
}
