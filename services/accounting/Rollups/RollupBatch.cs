using System.Data.Common;
using System.Runtime.InteropServices;

namespace CodexPooler.Accounting.Rollups;

/// <summary>Adds up turns, then adds the sums to the tables in one fixed order, so that two writers cannot deadlock.</summary>
internal sealed class RollupBatch
{
    private static readonly Dimension[] Dimensions = Enum.GetValues<Dimension>();

    private readonly Dictionary<RollupKey, RollupCounts> _hours = [];
    private readonly Dictionary<RollupKey, RollupCounts> _days = [];
    private readonly Dictionary<(long Bucket, string KeyId, string Model), RollupCounts> _minutes = [];

    public void Add(RollupTurn turn)
    {
        foreach (var dimension in Dimensions)
        {
            var value = turn.ValueOf(dimension);
            Add(_hours, new RollupKey(dimension, Buckets.Floor(turn.SettledAt, Buckets.Hour), turn.PoolId, value), turn.Counts);
            Add(_days, new RollupKey(dimension, Buckets.Floor(turn.SettledAt, Buckets.Day), turn.PoolId, value), turn.Counts);
        }

        Add(_minutes, (Buckets.Floor(turn.SettledAt, Buckets.Minute), turn.KeyId, turn.Model), turn.Counts);
    }

    public async Task WriteAsync(DbTransaction transaction, long now, CancellationToken cancellationToken)
    {
        await RollupTables.Hours.ExecuteAsync(transaction, Ordered(_hours), cancellationToken);
        await RollupTables.Days.ExecuteAsync(transaction, Ordered(_days), cancellationToken);
        var months = new Dictionary<RollupKey, RollupCounts>();
        foreach (var (key, counts) in _days) Add(months, key with { Bucket = Buckets.Month(key.Bucket) }, counts);
        await RollupTables.Months.ExecuteAsync(transaction, Ordered(months), cancellationToken);
        var minutes = _minutes
            .OrderBy(row => row.Key.Bucket)
            .ThenBy(row => row.Key.KeyId, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Model, StringComparer.Ordinal)
            .Select(row => new KeyMinute(
                row.Key.Bucket, row.Key.KeyId, row.Key.Model, row.Value.Turns, row.Value.Input + row.Value.Output,
                row.Value.CostMicros, now))
            .ToList();
        await RollupTables.Minutes.ExecuteAsync(transaction, minutes, cancellationToken);
    }

    private static void Add<TKey>(Dictionary<TKey, RollupCounts> sums, TKey key, RollupCounts counts)
        where TKey : notnull
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        sum += counts;
    }

    private static List<KeyValuePair<RollupKey, RollupCounts>> Ordered(Dictionary<RollupKey, RollupCounts> sums) =>
        [.. sums.OrderBy(row => row.Key)];
}
