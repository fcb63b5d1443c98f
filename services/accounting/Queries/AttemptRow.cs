namespace CodexPooler.Accounting.Queries;

/// <summary>One try of a turn.</summary>
internal sealed class AttemptRow
{
    public const string Sql = """
        SELECT number Number, account_id AccountId, started_at StartedAt, duration_ms DurationMs, outcome Outcome,
            upstream_status UpstreamStatus, fault Fault
        FROM attempts WHERE turn_id = @id ORDER BY number
        """;

    public long Number { get; init; }

    public string AccountId { get; init; } = "";

    public long StartedAt { get; init; }

    public long DurationMs { get; init; }

    public long Outcome { get; init; }

    public long UpstreamStatus { get; init; }

    public string? Fault { get; init; }
}
