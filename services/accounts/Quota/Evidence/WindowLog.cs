using System.Collections.Immutable;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// The newest readings of one window. Adding is commutative, associative and idempotent: the greatest reading of a bucket stays,
/// and of the
/// buckets the newest. What the readings amount to is a question to <see cref="CycleFold"/>, asked of the whole log.
/// </summary>
internal sealed class WindowLog
{
    public const int Kept = 64;
    private readonly ImmutableSortedDictionary<ReadingBucket, QuotaReading> _readings;

    private WindowLog(ImmutableSortedDictionary<ReadingBucket, QuotaReading> readings) => _readings = readings;

    public static WindowLog Empty { get; } = new(ImmutableSortedDictionary<ReadingBucket, QuotaReading>.Empty);

    public IEnumerable<QuotaReading> Readings => _readings.Values.Order();

    public WindowLog Add(QuotaReading reading)
    {
        var bucket = ReadingBucket.Of(reading);
        if (_readings.TryGetValue(bucket, out var held) && Stronger(held, reading) == held) return this;
        var readings = _readings.SetItem(bucket, reading);
        return new(readings.Count > Kept ? readings.Remove(readings.Keys.First()) : readings);
    }

    // Within one cycle quota is only used up, so the highest of a minute is its last.
    private static QuotaReading Stronger(QuotaReading one, QuotaReading other)
    {
        var order = one.UsedPercent.CompareTo(other.UsedPercent);
        return order > 0 || (order == 0 && one.CompareTo(other) >= 0) ? one : other;
    }
}
