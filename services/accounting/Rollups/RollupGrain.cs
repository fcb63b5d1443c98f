namespace CodexPooler.Accounting.Rollups;

/// <summary>A roll-up table and the length of its buckets.</summary>
internal sealed record RollupGrain(string Table, long Bucket)
{
    public static readonly RollupGrain Hour = new("rollups_hour", Buckets.Hour);

    public static readonly RollupGrain Day = new("rollups_day", Buckets.Day);

    public static readonly RollupGrain[] All = [Hour, Day];
}
