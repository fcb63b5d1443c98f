namespace CodexPooler.Accounting.Rollups;

/// <summary>What one key used of one model in one minute; limits are computed from these.</summary>
internal sealed record KeyMinute(
    long Bucket, string KeyId, string Model, long Turns, long Tokens, long CostMicros, long UpdatedAt);
