using CodexPooler.Data.Bulk;
using static CodexPooler.Data.Bulk.BulkColumns;

namespace CodexPooler.Accounting.Rollups;

/// <summary>How sums are added to the rows that are there.</summary>
internal static class RollupTables
{
    /// <summary>The sums of a roll-up row, in the order of its table.</summary>
    public static readonly string[] Sums =
    [
        "turns", "succeeded", "failed", "interrupted", "refused", "attempts", "input", "cached_input", "cache_write", "output",
        "reasoning", "cost_micros", "unpriced_turns", "unknown_usage_turns", "total_ms", "first_byte_ms", "first_byte_turns",
    ];

    public static readonly BulkInsert<KeyValuePair<RollupKey, RollupCounts>> Hours = For("rollups_hour");

    public static readonly BulkInsert<KeyValuePair<RollupKey, RollupCounts>> Days = For("rollups_day");

    public static readonly BulkInsert<KeyValuePair<RollupKey, RollupCounts>> Months = For("rollups_month");

    public static readonly BulkInsert<KeyMinute> Minutes = new(
        "key_minutes",
        "ON CONFLICT (bucket, key_id, model) DO UPDATE SET "
        + Adding("key_minutes", ["turns", "tokens", "cost_micros"]) + ", updated_at = excluded.updated_at",
        Number<KeyMinute>("bucket", row => row.Bucket),
        Text<KeyMinute>("key_id", row => row.KeyId),
        Text<KeyMinute>("model", row => row.Model),
        Number<KeyMinute>("turns", row => row.Turns),
        Number<KeyMinute>("tokens", row => row.Tokens),
        Number<KeyMinute>("cost_micros", row => row.CostMicros),
        Number<KeyMinute>("updated_at", row => row.UpdatedAt));

    private static BulkInsert<KeyValuePair<RollupKey, RollupCounts>> For(string table) => new(
        table,
        $"ON CONFLICT (dimension, bucket, pool_id, value) DO UPDATE SET {Adding(table, Sums)}",
        Number<KeyValuePair<RollupKey, RollupCounts>>("dimension", row => (long)row.Key.Dimension),
        Number<KeyValuePair<RollupKey, RollupCounts>>("bucket", row => row.Key.Bucket),
        Text<KeyValuePair<RollupKey, RollupCounts>>("pool_id", row => row.Key.PoolId),
        Text<KeyValuePair<RollupKey, RollupCounts>>("value", row => row.Key.Value),
        Number<KeyValuePair<RollupKey, RollupCounts>>("turns", row => row.Value.Turns),
        Number<KeyValuePair<RollupKey, RollupCounts>>("succeeded", row => row.Value.Succeeded),
        Number<KeyValuePair<RollupKey, RollupCounts>>("failed", row => row.Value.Failed),
        Number<KeyValuePair<RollupKey, RollupCounts>>("interrupted", row => row.Value.Interrupted),
        Number<KeyValuePair<RollupKey, RollupCounts>>("refused", row => row.Value.Refused),
        Number<KeyValuePair<RollupKey, RollupCounts>>("attempts", row => row.Value.Attempts),
        Number<KeyValuePair<RollupKey, RollupCounts>>("input", row => row.Value.Input),
        Number<KeyValuePair<RollupKey, RollupCounts>>("cached_input", row => row.Value.CachedInput),
        Number<KeyValuePair<RollupKey, RollupCounts>>("cache_write", row => row.Value.CacheWrite),
        Number<KeyValuePair<RollupKey, RollupCounts>>("output", row => row.Value.Output),
        Number<KeyValuePair<RollupKey, RollupCounts>>("reasoning", row => row.Value.Reasoning),
        Number<KeyValuePair<RollupKey, RollupCounts>>("cost_micros", row => row.Value.CostMicros),
        Number<KeyValuePair<RollupKey, RollupCounts>>("unpriced_turns", row => row.Value.UnpricedTurns),
        Number<KeyValuePair<RollupKey, RollupCounts>>("unknown_usage_turns", row => row.Value.UnknownUsageTurns),
        Number<KeyValuePair<RollupKey, RollupCounts>>("total_ms", row => row.Value.TotalMs),
        Number<KeyValuePair<RollupKey, RollupCounts>>("first_byte_ms", row => row.Value.FirstByteMs),
        Number<KeyValuePair<RollupKey, RollupCounts>>("first_byte_turns", row => row.Value.FirstByteTurns));

    private static string Adding(string table, IEnumerable<string> sums) =>
        string.Join(", ", sums.Select(sum => $"{sum} = {table}.{sum} + excluded.{sum}"));
}
