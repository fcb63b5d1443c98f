namespace CodexPooler.Accounting.Rollups;

/// <summary>
/// What the roll-ups must contain, computed by the database from turns and entries. Independent of <see cref="RollupBatch"/>,
/// which adds up the same in memory, so that one can check the other.
/// </summary>
internal static class RollupSql
{
    // The latest entry decides whether a turn is priced; number and status travel through one MAX.
    private const string Facts = """
        SELECT t.*, e.cost, e.pricing FROM turns t JOIN (
            SELECT turn_id, CAST(SUM(cost_micros) AS BIGINT) AS cost, MAX(number * 100 + pricing) % 100 AS pricing
            FROM entries WHERE settled_at >= @from AND settled_at < @to GROUP BY turn_id) e ON e.turn_id = t.turn_id
        WHERE t.settled_at >= @from AND t.settled_at < @to
        """;

    public const string Gathered = "gathered_turns";

    private static readonly string Sums = string.Join(", ", new[]
    {
        "COUNT(*)", Count("outcome = 1"), Count("outcome = 2"), Count("outcome = 3"), Count("outcome = 4"), Sum("attempts"),
        Sum("input"), Sum("cached_input"), Sum("cache_write"), Sum("output"), Sum("reasoning"), Sum("cost"),
        Count("pricing NOT IN (1, 7)"),
        Count("pricing = 2"), Sum("total_ms"), Sum("COALESCE(first_byte_ms, 0)"), Count("first_byte_ms IS NOT NULL"),
    });

    public static string Expected(Dimension dimension, long bucket, string facts = $"({Facts}) f") => $"""
        SELECT CAST({(int)dimension} AS INTEGER), settled_at - settled_at % {bucket}, pool_id, {Value(dimension)}, {Sums}
        FROM {facts} GROUP BY 2, 3, 4
        """;

    /// <summary>Reads the turns once into a table of the transaction's own; every roll-up is then computed from it.</summary>
    public static IReadOnlyList<string> Gather { get; } =
    [
        $"""
        CREATE TEMPORARY TABLE {Gathered} AS
        SELECT t.*, CAST(0 AS BIGINT) AS cost, CAST(0 AS BIGINT) AS pricing FROM turns t WHERE 1 = 0
        """,
        $"INSERT INTO {Gathered} {Facts}",
    ];

    public static string Actual(string table, Dimension dimension) => $"""
        SELECT CAST(dimension AS INTEGER), bucket, pool_id, value, {string.Join(", ", RollupTables.Sums)} FROM {table}
        WHERE dimension = {(int)dimension} AND bucket >= @from AND bucket < @to
        """;

    public static string ExpectedMinutes(string facts = $"({Facts}) f") => $"""
        SELECT settled_at - settled_at % {Buckets.Minute}, key_id, model, COUNT(*), {Sum("input + output")}, {Sum("cost")}
        FROM {facts} GROUP BY 1, 2, 3
        """;

    public const string ActualMinutes =
        "SELECT bucket, key_id, model, turns, tokens, cost_micros FROM key_minutes WHERE bucket >= @from AND bucket < @to";

    private static string Value(Dimension dimension) => dimension switch
    {
        Dimension.Pool => "pool_id || ''",
        Dimension.Key => "key_id",
        Dimension.Person => "COALESCE(person_id, '')",
        Dimension.Account => "COALESCE(account_id, '')",
        Dimension.Model => "model",
        Dimension.Effort => "COALESCE(effort, '')",
        Dimension.Tier => "tier",
        Dimension.Client => "client",
        Dimension.Project => "COALESCE(project, '')",
        Dimension.KeyModel => "key_id || ' ' || model",
        Dimension.AccountModel => "COALESCE(account_id, '') || ' ' || model",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    private static string Sum(string expression) => $"CAST(SUM({expression}) AS BIGINT)";

    private static string Count(string condition) => $"CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT)";
}
