namespace CodexPooler.Accounting.Rollups;

/// <summary>Which row of a roll-up: the order of this record is the order rows are locked in.</summary>
internal readonly record struct RollupKey(Dimension Dimension, long Bucket, string PoolId, string Value) : IComparable<RollupKey>
{
    public int CompareTo(RollupKey other)
    {
        var order = Dimension.CompareTo(other.Dimension);
        if (order == 0) order = Bucket.CompareTo(other.Bucket);
        if (order == 0) order = string.CompareOrdinal(PoolId, other.PoolId);
        return order == 0 ? string.CompareOrdinal(Value, other.Value) : order;
    }
}
